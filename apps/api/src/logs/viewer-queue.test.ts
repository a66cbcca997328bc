import { expect, test } from 'vitest';
import { compareIds, logEntryLine } from './log-line.js';
import { ViewerQueue } from './viewer-queue.js';

const entry = (number: number) => logEntryLine([`1000-${number}`, ['ts', '2026-01-01T00:00:00.123456789Z', 'pod', 'p', 'process', 'web', 'release', '3', 'line', `line ${number}`, 'stream', 'output']])!;

test('an entry becomes a line; one of another shape becomes none', () => {
  expect(entry(1)).toEqual({ id: '1000-1', line: { at: '2026-01-01T00:00:00.123Z', pod: 'p', process: 'web', release: 3, line: 'line 1' } });
  expect(logEntryLine(['1-1', ['a', 'b']])).toBeNull();
});

test('ids are compared as numbers', () => {
  expect(compareIds('1000-9', '1000-10')).toBeLessThan(0);
  expect(compareIds('999-10', '1000-0')).toBeLessThan(0);
});

test('a viewer gets each line once, in order, after what it has seen', () => {
  const queue = new ViewerQueue(() => undefined);
  queue.add([entry(1), entry(2), entry(3)]);
  expect(queue.take('1000-1').map(({ id }) => id)).toEqual(['1000-2', '1000-3']);
  expect(queue.take('1000-1')).toEqual([]);
});

test('a slow viewer loses the oldest lines and sees where', () => {
  const queue = new ViewerQueue(() => undefined);
  queue.add(Array.from({ length: 2_500 }, (_, index) => entry(index + 1)));
  const lines = queue.take('0-0');
  expect(lines).toHaveLength(2_000);
  expect(lines[0]!.line).toMatchObject({ line: 'line 501', gap: true });
  expect(lines[1]!.line.gap).toBeUndefined();
});
