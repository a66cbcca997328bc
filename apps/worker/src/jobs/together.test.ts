import { labels } from '@berth/k8s-adapter';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LivePod } from '../clusters/live-types.js';
import type { DeploymentRun } from './deployment-run.js';
import { Together } from './together.js';

const adjusted = vi.hoisted(() => vi.fn<(run: unknown, change: object) => Promise<boolean>>(async () => true));
vi.mock('./adjust-rollout.js', () => ({ adjustRollout: adjusted }));

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
  adjusted.mockClear();
});

const pod = (release: number, ready = true, going = false): LivePod =>
  ({ metadata: { labels: { [labels.release]: `v${release}` }, ...(going && { deletionTimestamp: 'now' }) }, status: { conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] } }) as unknown as LivePod;
const process = (...pods: LivePod[]) => ({ objects: { pods }, progress: { wanted: 1, observed: true } });

const togetherOf = (oldPodsStay: boolean): Together =>
  new Together({ applied: { spec: { oldPodsStay, release: { version: 2 }, processes: [{ minReadySeconds: 10 }, { minReadySeconds: 3 }, { minReadySeconds: 60, volumes: [{}] }] } }, opened: { row: { name: 'local' } }, signal: new AbortController().signal, journal: { progress: async () => {} } } as unknown as DeploymentRun);

/** The second in which the old pods were let go, of twenty-five that look at what `at` gives. */
async function letGoAfter(together: Together, at: (second: number) => ReturnType<typeof process>[]): Promise<number | null> {
  for (let second = 0; second < 25; second += 1) {
    await together.look(at(second));
    if (adjusted.mock.calls.length > 0) return second;
    vi.advanceTimersByTime(1_000);
  }
  return null;
}

test('old pods go once the pods of all processes have been ready for the longest of their times, volumes aside', async () => {
  const ready = process(pod(1), pod(2));
  expect(await letGoAfter(togetherOf(true), (second) => [ready, second < 5 ? process(pod(2, false)) : ready])).toBe(15);
  expect(adjusted).toHaveBeenCalledExactlyOnceWith(expect.anything(), { together: false });
});

test('a process that does not get ready keeps them all, and one that falls back begins anew', async () => {
  const ready = process(pod(2));
  expect(await letGoAfter(togetherOf(true), () => [ready, process(pod(1), pod(2, false))])).toBeNull();
  expect(await letGoAfter(togetherOf(true), (second) => [ready, second === 8 ? process(pod(2, false)) : ready])).toBe(19);
});

test('neither pods of before nor pods that are going count, nor what the cluster has not read yet; an old pod that is broken keeps nothing up', async () => {
  const ready = process(pod(2));
  expect(await letGoAfter(togetherOf(true), () => [ready, process(pod(1))])).toBeNull();
  expect(await letGoAfter(togetherOf(true), () => [ready, process(pod(2, true, true))])).toBeNull();
  expect(await letGoAfter(togetherOf(true), () => [ready, { ...ready, progress: { wanted: 0, observed: false } }])).toBeNull();
  expect(await letGoAfter(togetherOf(true), () => [ready, process(pod(1, false), pod(2))])).toBe(10);
});

test('where nothing holds them it changes nothing', async () => {
  expect(await letGoAfter(togetherOf(false), () => [process(pod(2))])).toBeNull();
});
