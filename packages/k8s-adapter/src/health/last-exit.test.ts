import { expect, test } from 'vitest';
import { inputAt, load } from '../../test/observed-fixture.js';
import { lastExit } from './last-exit.js';

const exitAt = (name: string, index: number) => {
  const { pods, events } = inputAt(load(name), index);
  return lastExit(pods[0]!, events);
};

test.each([
  ['crash-exit1', 1, 'exit code 1'],
  ['oom-main', 1, 'out of memory'],
  ['command-not-found', 1, 'the start command failed'],
  ['init-fails', 1, 'exit code 3'],
])('%s at document %i is told as %s', (name, index, reason) => {
  expect(exitAt(name, index)).toMatchObject({ reason });
});

test('a container that a check had ended says which, and keeps its exit code', () => {
  expect(exitAt('liveness-kills', 1)).toMatchObject({ reason: expect.stringMatching(/^failed its liveness check/) as string, exitCode: 0 });
  expect(exitAt('liveness-kills-sigkill', 1)).toMatchObject({ reason: expect.stringMatching(/^failed its liveness check/) as string, exitCode: 137 });
});

test('what the app left as its last word is there', () => {
  expect(exitAt('crash-exit1', 1)?.message).not.toBeNull();
});

test('a pod that has not ended has no last exit', () => {
  expect(exitAt('healthy-rollout', 0)).toBeNull();
});
