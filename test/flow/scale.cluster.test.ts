import { afterAll, beforeAll, expect, test } from 'vitest';
import { apps, core, namespaceOf, readyPods, scaling } from '../real-services/cluster.js';
import { api, berth, berthJson, deleteApp, installation, sampleApp, until } from '../real-services/installation.js';

const app = 'wide';
const { folder, remove } = sampleApp('hello-node');
const labelSelector = `berth.dev/app=${app}`;
const namespace = namespaceOf('acme');

beforeAll(async () => {
  const first = await berth(['deploy', '--app', app], { cwd: folder });
  expect(first.code, first.stdout + first.stderr).toBe(0);
});

afterAll(async () => {
  remove();
  await deleteApp(app);
});

test.each([
  ['web=5', 5],
  ['web=1', 1],
  ['web=2..4', 2],
])('scale %s: the pods are there within 10 s', async (scale, pods) => {
  const started = Date.now();
  const result = await berth(['scale', scale, '--app', app]);
  expect(result.code, result.stdout + result.stderr).toBe(0);
  await until(`${pods} ready pods`, 10 - Math.min(9, (Date.now() - started) / 1000), async () => ((await readyPods('acme', app)).length === pods ? true : undefined));
});

test('a range has an autoscaler that reads live CPU', async () => {
  const autoscaler = await until('current CPU of the autoscaler', 120, async () => {
    const { items } = await scaling.listNamespacedHorizontalPodAutoscaler({ namespace, labelSelector });
    const current = items[0]?.status?.currentMetrics?.[0]?.resource?.current?.averageUtilization;
    return current === undefined ? undefined : items[0];
  }, 1000);
  expect(autoscaler!.spec!.minReplicas).toBe(2);
  expect(autoscaler!.spec!.maxReplicas).toBe(4);
});

test('what exceeds the budget is refused with numbers; a manual change past the API is stopped by the quota, and the user is told', async () => {
  const refused = await berth(['scale', 'web=900', '--app', app]);
  expect(refused.code).not.toBe(0);
  expect(refused.stderr).toMatch(/budget/i);
  expect(refused.stderr).toMatch(/\d/);

  const name = (await apps.listNamespacedDeployment({ namespace, labelSelector })).items[0]!.metadata!.name!;
  await berth(['scale', 'web=1', '--app', app]);
  const budget = await api('GET', '/v1/operator/tenants/acme/budget', undefined, installation.BERTH_OPERATOR_TOKEN);
  const used = budget.body.used.pods as number;
  await api('PUT', '/v1/operator/tenants/acme/budget', { budget: { pods: used + 1 } }, installation.BERTH_OPERATOR_TOKEN);
  try {
    await until('quota in force', 15, async () => {
      const quota = (await core.listNamespacedResourceQuota({ namespace })).items[0];
      return quota?.status?.hard?.pods === String(used + 1) ? true : undefined;
    });
    await berth(['scale', 'web=3', '--app', app]);
    await until('status names the quota', 30, async () => {
      const status = await berthJson<{ reason: string }>(['status', '--app', app]);
      return /quota|budget/i.test(status.reason) ? true : undefined;
    }, 1000);
    expect((await apps.readNamespacedDeployment({ name, namespace })).status?.readyReplicas).toBeGreaterThanOrEqual(1);
  } finally {
    await api('PUT', '/v1/operator/tenants/acme/budget', { budget: budget.body.budget }, installation.BERTH_OPERATOR_TOKEN);
    await berth(['scale', 'web=1', '--app', app]);
  }
});
