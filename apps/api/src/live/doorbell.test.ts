import { expect, test } from 'vitest';
import { Doorbell } from './doorbell.js';

const never = new AbortController().signal;
const elapsed = async (wait: Promise<void>): Promise<number> => {
  const start = performance.now();
  await wait;
  return performance.now() - start;
};

test('a ring before the wait is not lost, and several are one', async () => {
  const bell = new Doorbell();
  bell.ring();
  bell.ring();
  expect(await elapsed(bell.wait(5_000, never))).toBeLessThan(1_000);
  expect(await elapsed(bell.wait(50, never))).toBeGreaterThan(40);
});

test('a ring, an abort and time each end the wait', async () => {
  const bell = new Doorbell();
  setTimeout(bell.ring, 10);
  expect(await elapsed(bell.wait(5_000, never))).toBeLessThan(1_000);
  expect(await elapsed(bell.wait(5_000, AbortSignal.abort()))).toBeLessThan(1_000);
});
