import { afterEach, expect, test, vi } from 'vitest';
import { repeat } from './repeat.js';

afterEach(() => vi.useRealTimers());

test('a turn never begins before the one before has ended, a failed one is told and followed by the next, and close waits', async () => {
  vi.useFakeTimers();
  const turns: PromiseWithResolvers<void>[] = [];
  const failures: string[] = [];
  const looks = repeat(10, () => (turns.push(Promise.withResolvers<void>()), turns.at(-1)!.promise), ({ message }) => failures.push(message));
  await vi.advanceTimersByTimeAsync(35);
  expect(turns).toHaveLength(1);
  turns[0]!.reject(new Error('away'));
  await vi.advanceTimersByTimeAsync(10);
  expect([turns.length, failures]).toEqual([2, ['away']]);
  let closed = false;
  const closing = looks.close().then(() => (closed = true));
  await vi.advanceTimersByTimeAsync(50);
  expect([closed, turns.length]).toEqual([false, 2]);
  turns[1]!.resolve();
  await closing;
});
