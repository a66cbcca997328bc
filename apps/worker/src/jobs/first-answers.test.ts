import { labels } from '@berth/k8s-adapter';
import { expect, test, vi } from 'vitest';
import { noSecrets } from '../logs/redact.js';
import type { LivePod } from '../clusters/live-types.js';
import { DeploymentFailed } from './deployment-failure.js';
import type { DeploymentRun } from './deployment-run.js';
import { FirstAnswers } from './first-answers.js';

const pod = { metadata: { name: 'web-1', labels: { [labels.release]: 'v2' } }, status: { conditions: [{ type: 'Ready', status: 'True' }] } } as unknown as LivePod;

/** Whether a rollout whose new pod answers so, one answer a second, is ended. */
async function ends(answers: readonly number[], { maxSurge = 'all', volumes = [] as object[] } = {}): Promise<boolean> {
  vi.useFakeTimers({ toFake: ['performance'] });
  const left = [...answers];
  const spec = { namespacePrefix: 'berth', tenant: { slug: 'acme' }, environment: { id: 'e' }, app: { slug: 'shop' }, release: { version: 2 }, hosts: ['shop.example'], maxSurge, processes: [{ name: 'web', kind: 'web', port: 8080, readiness: { type: 'tcp' }, minReadySeconds: 10, replicas: { min: 1, max: 1 }, volumes }] };
  const cluster = { askPod: async () => left.shift() ?? answers.at(-1), readLogs: async () => [] };
  const run = { applied: { spec }, previousVersion: 1, secrets: noSecrets, opened: { row: { name: 'local' }, cluster } } as unknown as DeploymentRun;
  const first = new FirstAnswers(run);
  try {
    for (let second = 0; second < 10; second += 1) {
      await first.look([pod]);
      await new Promise((done) => setImmediate(done));
      vi.advanceTimersByTime(1_000);
    }
    return false;
  } catch (error) {
    if (!(error instanceof DeploymentFailed)) throw error;
    return true;
  } finally {
    vi.useRealTimers();
  }
}

test('errors for two seconds end it, 503 when its time to warm up is over', async () => {
  expect(await ends([500, 500, 500, 500])).toBe(true);
  expect(await ends([503])).toBe(true);
  expect(await ends([503, 503, 503, 200])).toBe(false);
});

test('an error after a 503 has its own two seconds', async () => {
  expect(await ends([503, 503, 503, 500, 200])).toBe(false);
});

test('where nothing stands by, verify is left to judge', async () => {
  expect(await ends([503], { maxSurge: 'none' })).toBe(false);
  expect(await ends([500], { volumes: [{ name: 'data', path: '/data', sizeBytes: 2 ** 30 }] })).toBe(false);
});
