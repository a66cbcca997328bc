import { expect, test } from 'vitest';
import { ResyncMemo } from './resync-memo.js';

test('what has not moved is not looked at again, for ten minutes', () => {
  const memo = new ResyncMemo();
  expect(memo.isDue('e', 'a', 0)).toBe(true);
  expect(memo.isDue('e', 'a', 60_000)).toBe(false);
  expect(memo.isDue('e', 'b', 120_000)).toBe(true);
  expect(memo.isDue('e', 'b', 180_000)).toBe(false);
  expect(memo.isDue('e', 'b', 720_000)).toBe(true);
});

test('a look that failed is repeated, and what is gone is forgotten', () => {
  const memo = new ResyncMemo();
  memo.isDue('e', 'a', 0);
  memo.forget('e');
  expect(memo.isDue('e', 'a', 1)).toBe(true);
  memo.keepOnly(new Set());
  expect(memo.isDue('e', 'a', 2)).toBe(true);
});

test('what is seen for the first time has not moved; what looks different afterwards has, once', () => {
  const memo = new ResyncMemo();
  expect(memo.hasMoved('tenant', 'budget 1')).toBe(false);
  expect(memo.hasMoved('tenant', 'budget 2')).toBe(true);
  expect(memo.hasMoved('tenant', 'budget 2')).toBe(false);
  memo.keepOnly(new Set());
  expect(memo.hasMoved('tenant', 'budget 3')).toBe(false);
});
