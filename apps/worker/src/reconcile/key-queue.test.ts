import { expect, test } from 'vitest';
import { KeyQueue } from './key-queue.js';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('a key that is added while it runs is run once more, however often it was added', async () => {
  const runs: string[] = [];
  let open: () => void = () => {};
  const gate = new Promise<void>((resolve) => (open = resolve));
  const queue = new KeyQueue(async (key) => (runs.push(key), runs.length === 1 ? gate : undefined), 4, () => {});
  queue.add('a');
  queue.add('a');
  queue.add('a');
  expect(runs).toEqual(['a']);
  open();
  await turn();
  await turn();
  expect(runs).toEqual(['a', 'a']);
  expect(queue.size).toBe(0);
});

test('no more keys run side by side than the width', async () => {
  let running = 0;
  let most = 0;
  const queue = new KeyQueue(async () => {
    most = Math.max(most, ++running);
    await turn();
    running -= 1;
  }, 3, () => {});
  for (let index = 0; index < 20; index += 1) queue.add(String(index));
  while (queue.size > 0) await turn();
  expect(most).toBe(3);
});

test('an error is reported and does not stop the others', async () => {
  const errors: unknown[] = [];
  const done: string[] = [];
  const queue = new KeyQueue(async (key) => {
    if (key === 'bad') throw new Error('no');
    done.push(key);
  }, 1, (key, error) => errors.push([key, (error as Error).message]));
  queue.add('bad');
  queue.add('good');
  while (queue.size > 0) await turn();
  expect(errors).toEqual([['bad', 'no']]);
  expect(done).toEqual(['good']);
});

test('closing waits for what runs and drops what waits', async () => {
  const done: string[] = [];
  const queue = new KeyQueue(async (key) => (await turn(), void done.push(key)), 1, () => {});
  queue.add('a');
  queue.add('b');
  await queue.close();
  queue.add('c');
  await turn();
  expect(done).toEqual(['a']);
});
