import type { LivePod } from '@berth/k8s-adapter';
import { expect, test } from 'vitest';
import { endingOfPod } from './ending-of-pod.js';

const pod = (terminated?: object, phase = 'Running'): LivePod => ({ status: { phase, containerStatuses: [{ name: 'run', state: terminated ? { terminated } : { running: {} } }] } }) as unknown as LivePod;

test('a run ends with its container, and has its exit code', () => {
  expect(endingOfPod(pod())).toBeNull();
  expect(endingOfPod(pod({ exitCode: 0, reason: 'Completed' }))).toEqual({ state: 'succeeded', exitCode: 0, reason: null });
  expect(endingOfPod(pod({ exitCode: 3, reason: 'Error' }))).toEqual({ state: 'failed', exitCode: 3, reason: null });
});

test('a lack of memory and a program that is not there are told in words', () => {
  expect(endingOfPod(pod({ exitCode: 137, reason: 'OOMKilled' }))).toMatchObject({ exitCode: 137, reason: expect.stringContaining('memory') });
  const message = 'failed to create containerd task: runc create failed: unable to start container process: exec: "nothere": executable file not found in $PATH';
  expect(endingOfPod(pod({ exitCode: 128, reason: 'StartError', message }))).toEqual({ state: 'failed', exitCode: 127, reason: 'The command cannot be started: the image has no such program.' });
});

test('a pod that the cluster ended without its container’s word has no exit code', () => {
  expect(endingOfPod({ status: { phase: 'Failed', reason: 'Evicted', message: 'The node was low on resource: memory.' } } as unknown as LivePod)).toEqual({ state: 'failed', exitCode: null, reason: 'The node was low on resource: memory.' });
});
