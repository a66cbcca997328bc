import { expect, test } from 'vitest';
import { classifyPods, type Case } from './classify-failure.js';

const at = '2026-11-21T14:09:40Z';
const message = 'failed to pull and unpack image "r/a@sha256:1": failed to resolve image: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed';
const refused = (now: string, events: { reason: string }[]): Case => ({
  now: new Date(now),
  port: 8080,
  sockets: {},
  startupSeconds: 45,
  deployment: null,
  overdue: false,
  pods: [{ metadata: { name: 'p', uid: 'u' }, spec: { containers: [{ name: 'web', image: 'r/a@sha256:1' }] }, status: { phase: 'Pending', containerStatuses: [{ name: 'web', image: 'r/a@sha256:1', imageID: '', ready: false, restartCount: 0, state: { waiting: { reason: 'ErrImagePull', message } } }] } }] as never,
  events: events.map((event) => ({ ...event, type: 'Warning', message: 'Unable to retrieve some image pull secrets (berth-pull)', lastTimestamp: at, metadata: {}, involvedObject: { name: 'p', uid: 'u' } })) as never,
});

test('a pull that was refused because the kubelet had no pull secret yet is no failure while its next try is to come', () => {
  const missed = [{ reason: 'FailedToRetrieveImagePullSecret' }];
  expect(classifyPods(refused('2026-11-21T14:09:45Z', missed))).toBeNull();
  expect(classifyPods(refused('2026-11-21T14:10:45Z', missed))?.class).toBe('image-private');
  expect(classifyPods(refused('2026-11-21T14:09:45Z', []))?.class).toBe('image-private');
});
