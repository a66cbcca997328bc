import { ClusterError } from '@berth/k8s-adapter';
import { expect, test } from 'vitest';
import { DeploymentFailed } from './deployment-failure.js';
import { whileReachable } from './while-reachable.js';

const away = new ClusterError('unreachable', 'no answer', { remedy: 'wait', retryable: true });
const refused = new ClusterError('pod-refused', 'no', { remedy: 'mend', retryable: false });
const options = (patienceMs: number, signal = new AbortController().signal) => ({ signal, patienceMs, onWait: async () => {} });

test('a cluster that answers again is asked again', async () => {
  let asked = 0;
  const answer = await whileReachable(options(10_000), async () => {
    asked += 1;
    if (asked < 3) throw away;
    return 'yes';
  });
  expect([answer, asked]).toEqual(['yes', 3]);
});

test('a cluster that stays away fails the deployment by that name, a refusal is final at once', async () => {
  const error = await whileReachable(options(0), () => Promise.reject(away)).catch((thrown: unknown) => thrown);
  expect((error as DeploymentFailed).failure).toMatchObject({ class: 'cluster-unreachable', remedy: 'wait' });
  await expect(whileReachable(options(10_000), () => Promise.reject(refused))).rejects.toBe(refused);
});

test('waiting ends at once when the run is told to end', async () => {
  const end = new AbortController();
  const reason = new Error('cancelled');
  setTimeout(() => end.abort(reason), 20);
  const began = performance.now();
  await expect(whileReachable(options(60_000, end.signal), () => Promise.reject(away))).rejects.toBe(reason);
  expect(performance.now() - began).toBeLessThan(1_000);
});
