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
