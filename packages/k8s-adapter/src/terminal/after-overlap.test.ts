import { expect, test } from 'vitest';
import { afterOverlap } from './after-overlap.js';

const rest = (log: string, attached: string): string => afterOverlap(Buffer.from(log), Buffer.from(attached)).toString();

test('what the log holds already is not given twice', () => {
  expect(rest('one\ntwo\n', 'two\nthree\n')).toBe('three\n');
  expect(rest('one\n', 'one\n')).toBe('');
  expect(rest('$ ', '$ ls')).toBe('ls');
});

test('what the log does not hold is given whole', () => {
  expect(rest('one\n', 'two\n')).toBe('two\n');
  expect(rest('', 'two\n')).toBe('two\n');
  expect(rest('one\n', '')).toBe('');
});

test('a megabyte that nearly repeats itself takes no longer than any other', () => {
  const almost = Buffer.concat([Buffer.alloc(2 ** 20, 'a'), Buffer.from('b')]);
  const began = performance.now();
  expect(afterOverlap(almost, Buffer.alloc(2 ** 20, 'a')).length).toBe(2 ** 20);
  expect(performance.now() - began).toBeLessThan(2_000);
});
