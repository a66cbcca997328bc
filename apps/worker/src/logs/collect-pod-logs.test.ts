import { expect, test } from 'vitest';
import type { LiveObject } from '../clusters/live-types.js';
import { endedLives } from './collect-pod-logs.js';

const pod = (status: object, deleting = false): LiveObject =>
  ({ kind: 'Pod', metadata: { name: 'p', uid: 'u', ...(deleting ? { deletionTimestamp: 'now' } : {}) }, status: { containerStatuses: [{ name: 'web', restartCount: 0, ...status }] } }) as unknown as LiveObject;
const seen = (object: LiveObject) => endedLives(object).map(({ restart, how }) => `${restart} ${how}`);

test('a running container has nothing to keep', () => {
  expect(seen(pod({ state: { running: {} } }))).toEqual([]);
});

test('a restart keeps the life before it', () => {
  expect(seen(pod({ restartCount: 2, state: { waiting: { reason: 'CrashLoopBackOff' } }, lastState: { terminated: { exitCode: 1 } } }))).toEqual(['1 previous']);
});

test('a container that ended is kept before it starts again', () => {
  expect(seen(pod({ restartCount: 1, state: { terminated: { exitCode: 1 } } }))).toEqual(['0 previous', '1 ended']);
});

test('a pod that is being removed is followed to its end', () => {
  expect(seen(pod({ state: { running: {} } }, true))).toEqual(['0 stopping']);
});

test('of the steps before the start, one that failed is kept, and one that has done its work is not', () => {
  const step = (name: string, exitCode: number) => ({ name, restartCount: 0, state: { terminated: { exitCode } } });
  const waiting = pod({ state: { waiting: { reason: 'PodInitializing' } } });
  const steps = { ...waiting, status: { ...(waiting as { status?: object }).status, initContainerStatuses: [step('init-1', 0), step('init-2', 3)] } } as LiveObject;
  expect(endedLives(steps).map(({ container, how }) => `${container} ${how}`)).toEqual(['init-2 ended']);
});
