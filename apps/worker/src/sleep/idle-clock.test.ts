import { expect, test } from 'vitest';
import { IdleClock } from './idle-clock.js';

test('idle is what has had no request since, also after an ingress that counts anew; what was away begins anew', () => {
  const clock = new IdleClock();
  expect(clock.see('shop', 7, 1_000)).toBe(0);
  expect(clock.see('shop', 7, 61_000)).toBe(60_000);
  expect(clock.see('shop', 8, 62_000)).toBe(0);
  expect(clock.see('shop', 8, 72_000)).toBe(10_000);
  expect(clock.see('shop', 0, 73_000)).toBe(0);
  clock.keep(new Set());
  expect(clock.see('shop', 0, 99_000)).toBe(0);
});
