import { expect, test } from 'vitest';
import { endedPods, exitWords, type Pod } from './exit-words.ts';

test.each([
  ['exit code 3', 3, 'exit code 3'],
  ['exit code 143', 143, 'exit code 143 (SIGTERM)'],
  ['out of memory', 137, 'out of memory (exit code 137, SIGKILL)'],
  ['failed its liveness check', 0, 'failed its liveness check (exit code 0)'],
])('%s with code %d is told as %s', (reason, exitCode, words) => expect(exitWords({ reason, exitCode })).toBe(words));

test('ended pods come newest first, and one that never ended is none', () => {
  const pod = (name: string, at?: string | null): Pod => ({ name, process: 'web', release: 1, state: 'ready', reason: null, ready: true, restarts: 0, startedAt: null, cpuMillicores: null, memoryBytes: null, ...(at !== undefined && { lastExit: { reason: 'exit code 1', exitCode: 1, message: null, at } }) });
  expect(endedPods([pod('old', '2026-11-01T00:00:00Z'), pod('never'), pod('unknown', null), pod('new', '2026-11-02T00:00:00Z')]).map(({ name }) => name)).toEqual(['new', 'old', 'unknown']);
});
