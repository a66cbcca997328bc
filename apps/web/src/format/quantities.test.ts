import { expect, test } from 'vitest';
import { formatCpu, formatMemory, formatMemoryOf, percent, plural, shortDigest } from './quantities.ts';

test.each([[0, '0 MiB'], [1, '1 KiB'], [212 * 2 ** 20, '212 MiB'], [3.1 * 2 ** 30, '3.1 GiB'], [8 * 2 ** 30, '8 GiB']])('%i bytes are %s', (bytes, words) => expect(formatMemory(bytes)).toBe(words));
test.each([[2500, '2.5'], [100, '0.1'], [4, '0.004'], [0, '0'], [4000, '4']])('%i millicores are %s cores', (cpu, words) => expect(formatCpu(cpu)).toBe(words));
test.each([[0, 0, 0], [1, 1000, 1], [2500, 4000, 63], [5, 0, 0], [12, 10, 120]])('%i of %i is %i per cent', (part, whole, share) => expect(percent(part, whole)).toBe(share));

test('used and limit share the limit’s unit', () => {
  expect(formatMemoryOf(3.1 * 2 ** 30, 8 * 2 ** 30)).toBe('3.1 of 8 GiB');
  expect(formatMemoryOf(64 * 2 ** 20, 512 * 2 ** 20)).toBe('64 of 512 MiB');
});

test('one pod is not pods', () => {
  expect(plural(1, 'pod')).toBe('1 pod');
  expect(plural(0, 'pod')).toBe('0 pods');
});

test('a digest is cut, anything else is left', () => {
  expect(shortDigest('sha256:76a1c0ffee')).toBe('sha256:76a1c0…');
  expect(shortDigest('latest')).toBe('latest');
});
