import { expect, test } from 'vitest';
import type { LiveObject } from '../clusters/live-types.js';
import { lacks } from './lacks.js';

const pod = (waiting: object): LiveObject => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', uid: 'u', resourceVersion: '1' }, status: { containerStatuses: [{ name: 'web', state: { waiting } }] } });

test('a pod that waits for its config or its image says so; one that crashes lacks nothing', () => {
  expect(lacks(pod({ reason: 'CreateContainerConfigError', message: 'secret "hello-production-c1-0a1b2c3d" not found' }))).toBe('config');
  expect(lacks(pod({ reason: 'CreateContainerConfigError', message: 'container has runAsNonRoot and image will run as root' }))).toBeNull();
  expect(lacks(pod({ reason: 'ErrImagePull', message: 'pull access denied' }))).toBe('image');
  expect(lacks(pod({ reason: 'CrashLoopBackOff' }))).toBeNull();
  expect(lacks({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', uid: 'u', resourceVersion: '1' } })).toBeNull();
});
