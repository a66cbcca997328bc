import { labels } from '@berth/k8s-adapter';
import { beforeEach, expect, test, vi } from 'vitest';
import type { LivePod } from '../clusters/live-types.js';
import type { DeploymentRun } from './deployment-run.js';
import { Together } from './together.js';

const adjusted = vi.hoisted(() => vi.fn<(run: unknown, change: object) => Promise<boolean>>(async () => true));
vi.mock('./adjust-rollout.js', () => ({ adjustRollout: adjusted }));
beforeEach(() => {
  adjusted.mockClear();
});

const pod = (release: number, ready = true, going = false): LivePod =>
  ({ metadata: { labels: { [labels.release]: `v${release}` }, ...(going && { deletionTimestamp: 'now' }) }, status: { conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] } }) as unknown as LivePod;
const both = [pod(1), pod(2)];

interface Options {
  maxSurge?: string;
  volumes?: object[];
  previousVersion?: number | null;
  heldBefore?: boolean;
}

/** What was asked of the rollout by looks at web's pods while another process was pending or not. */
async function asked(looks: readonly [pods: readonly LivePod[], pending: boolean][], { maxSurge = 'all', volumes = [], previousVersion = 1, heldBefore = false }: Options = {}): Promise<unknown[]> {
  const spec = { maxSurge, release: { version: 2 }, processes: [{ name: 'web', kind: 'web', replicas: { min: 1, max: 1 }, volumes }] };
  const together = new Together({ applied: { spec }, previousVersion, rows: { check: { together: heldBefore } }, opened: { row: { name: 'local' } }, signal: new AbortController().signal, journal: { progress: async () => {} } } as unknown as DeploymentRun);
  for (const [pods, pending] of looks) await together.look(pods, pending);
  return adjusted.mock.calls.map(([, change]) => change);
}

test('old pods of web are held once, when web is ready first, and let go when the others have gone over', async () => {
  expect(await asked([[[pod(1), pod(2, false)], true], [both, true], [both, true], [[pod(1)], true], [both, false], [both, false]])).toEqual([{ together: true }, { together: false }]);
});

test('nothing is held where the others are ready first, or nothing old serves', async () => {
  expect(await asked([[[pod(1), pod(2, false)], true], [both, false]])).toEqual([]);
  expect(await asked([[[pod(1, false), pod(2)], true], [[pod(1, true, true), pod(2)], true]])).toEqual([]);
});

test('nothing is held where no old pod can stand by', async () => {
  expect(await asked([[both, true]], { maxSurge: 'none' })).toEqual([]);
  expect(await asked([[both, true]], { volumes: [{}] })).toEqual([]);
  expect(await asked([[both, true]], { previousVersion: null })).toEqual([]);
});

test('who takes over goes on holding, and lets them go', async () => {
  expect(await asked([[[pod(2)], true], [both, false]], { heldBefore: true })).toEqual([{ together: false }]);
});
