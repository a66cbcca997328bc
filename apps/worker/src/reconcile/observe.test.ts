import { labels } from '@berth/k8s-adapter';
import { expect, test } from 'vitest';
import type { LivePod } from '../clusters/live-types.js';
import { observe, type ObserveInput } from './observe.js';

const now = new Date('2026-01-01T00:00:00Z');
function pod(name: string, release: number, ready: boolean, more: { deleting?: boolean; process?: string; track?: string } = {}): LivePod {
  return {
    metadata: { name, labels: { [labels.process]: more.process ?? 'web', [labels.release]: `v${release}`, ...(more.track ? { [labels.track]: more.track } : {}) }, ...(more.deleting ? { deletionTimestamp: now.toISOString() } : {}) },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
      containerStatuses: [{ name: 'web', ready, restartCount: 0, image: '', imageID: '', state: { running: { startedAt: '2025-12-31T23:00:00Z' } } }],
    },
  } as unknown as LivePod;
}
const base: ObserveInput = {
  processes: [{ name: 'web', kind: 'web', replicas: { min: 2, max: 2 } }],
  liveRelease: 1,
  appDeleting: false,
  suspended: false,
  sleep: { state: null, refusal: null },
  events: [], deployments: [],
  pods: [pod('a', 1, true), pod('b', 1, true)],
  usage: new Map(),
  now,
};

test('all pods ready is live, with numbers', () => {
  expect(observe(base)).toMatchObject({ state: 'live', reason: 'web 2/2 ready', servingRelease: 1, processes: [{ name: 'web', desired: 2, ready: 2 }] });
});

test('some pods not ready is degraded with the cause, none is down', () => {
  expect(observe({ ...base, pods: [pod('a', 1, true), pod('b', 1, false)] })).toMatchObject({ state: 'degraded', reason: 'web 1/2 ready: does not pass its health check' });
  expect(observe({ ...base, pods: [pod('b', 1, false)] }).state).toBe('down');
});

test('while a new release starts, the old one is what serves', () => {
  const seen = observe({ ...base, pods: [pod('a', 1, true), pod('b', 1, true), pod('c', 2, true), pod('d', 2, false)] });
  expect(seen).toMatchObject({ state: 'live', servingRelease: 1 });
});

test('a release that is tried beside is shown, and neither fills in for the pods that serve nor pulls them down', () => {
  const tried = pod('c', 2, true, { track: 'candidate' });
  expect(observe({ ...base, pods: [pod('a', 1, true), pod('b', 1, false), tried] })).toMatchObject({ state: 'degraded', servingRelease: 1, processes: [{ ready: 1, pods: [{}, {}, { name: 'c', track: 'candidate' }] }] });
  expect(observe({ ...base, pods: [...base.pods, pod('c', 2, false, { track: 'candidate' })] })).toMatchObject({ state: 'live', reason: 'web 2/2 ready' });
});

test('what stops serves no more: not after scaling to 0, and not when a release is taken back', () => {
  const stopping = (name: string, release: number) => pod(name, release, true, { deleting: true });
  expect(observe({ ...base, processes: [{ name: 'web', kind: 'web', replicas: { min: 0, max: 0 } }], pods: [stopping('a', 1), stopping('b', 1)] })).toMatchObject({ state: 'stopped', servingRelease: null });
  expect(observe({ ...base, pods: [pod('a', 1, false), stopping('c', 2)] })).toMatchObject({ state: 'down', servingRelease: null });
});

test('a pod that stops does not count as ready', () => {
  expect(observe({ ...base, pods: [pod('a', 1, true), pod('b', 1, true, { deleting: true })] })).toMatchObject({ state: 'degraded', processes: [{ ready: 1 }] });
});

test('nothing wanted is stopped, or not deployed, or being deleted', () => {
  expect(observe({ ...base, processes: null, pods: [] }).state).toBe('not-deployed');
  expect(observe({ ...base, processes: [{ name: 'web', kind: 'web', replicas: { min: 0, max: 0 } }], suspended: true, pods: [] })).toMatchObject({ state: 'stopped', reason: 'the tenant is suspended' });
  expect(observe({ ...base, appDeleting: true }).state).toBe('deleting');
});

test('asleep is neither stopped nor down, and says why it could not wake up; a worker that lacks pods beside it is told first', () => {
  const processes = [{ name: 'web', kind: 'web', replicas: { min: 0, max: 0 } }];
  const asleep = { ...base, processes, pods: [], sleep: { state: 'asleep', refusal: null } };
  expect(observe(asleep)).toMatchObject({ state: 'asleep', reason: 'no requests: the next one wakes it up' });
  expect(observe({ ...asleep, sleep: { state: 'asleep', refusal: 'the budget is full' } }).reason).toBe('it could not wake up: the budget is full');
  expect(observe({ ...asleep, suspended: true }).state).toBe('stopped');
  expect(observe({ ...asleep, processes: [...processes, { name: 'mail', kind: 'worker', replicas: { min: 1, max: 1 } }] })).toMatchObject({ state: 'degraded', reason: 'mail 0/1 ready' });
  const waking = { ...asleep, processes: [{ name: 'web', kind: 'web', replicas: { min: 1, max: 3 } }], sleep: { state: 'waking', refusal: null } };
  expect(observe(waking)).toMatchObject({ state: 'asleep', reason: 'wakes up: web 0/1 ready' });
  const fetching = pod('a', 1, false);
  fetching.status!.containerStatuses![0]!.state = {};
  expect(observe({ ...waking, pods: [fetching] })).toMatchObject({ state: 'asleep', reason: 'wakes up: web 0/1 ready: the image is being fetched' });
  expect(observe({ ...waking, pods: [pod('a', 1, false)] })).toMatchObject({ state: 'down', reason: 'web 0/1 ready: does not pass its health check' });
});

test('what a pod uses is shown beside it', () => {
  const usage = new Map([['a', { cpuMillicores: 12, memoryBytes: 34 }]]);
  expect(observe({ ...base, usage }).processes[0]?.pods).toMatchObject([{ name: 'a', cpuMillicores: 12, memoryBytes: 34 }, { name: 'b', cpuMillicores: null }]);
});

test('pods that the quota refuses are told as the budget that has no room', () => {
  const message = 'pods "hello-1" is forbidden: exceeded quota: berth-budget, requested: pods=1, used: pods=3, limited: pods=3';
  const deployment = { metadata: { labels: { [labels.process]: 'web' } }, spec: { replicas: 2 }, status: { conditions: [{ type: 'ReplicaFailure', status: 'True', message }] } } as unknown as ObserveInput['deployments'][number];
  expect(observe({ ...base, deployments: [deployment], pods: [pod('a', 1, true)] })).toMatchObject({
    state: 'degraded',
    reason: 'web 1/2 ready: the tenant’s budget has no room for more pods (quota: requested: pods=1, used: pods=3, limited: pods=3)',
  });
});
