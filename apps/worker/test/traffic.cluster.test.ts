import { setTimeout as sleep } from 'node:timers/promises';
import { firstWebProcess, ingressMetrics, orphans, refOf, renderEnvironment, tenantNamespace, trackObjectName, trafficBetween, type EnvironmentSpec, type TrafficFigures } from '@berth/k8s-adapter';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { environmentSpec } from '../src/reconcile/environment-spec.js';
import { loadDesired } from '../src/reconcile/load-desired.js';
import { unwantedInUse } from '../src/reconcile/unwanted-in-use.js';
import { clusterFacts, installOnCluster, nodeImage, server, small, until, type TestApp, type TestInstallation } from './installation-on-cluster.js';
import { startLoad } from './load.js';

let installation: TestInstallation;
let tenant: { id: string; slug: string };
let app: TestApp;
let namespace: string;

beforeAll(async () => {
  installation = await installOnCluster();
  const worker = await installation.start();
  tenant = await installation.tenant('acme');
  namespace = tenantNamespace(installation.env.namespacePrefix, tenant.slug);
  await worker.stop();
});

afterAll(async () => {
  await installation?.end();
});

/** Makes the cluster hold what `spec` says, removing what it replaces as the reconciler does. */
async function bringAbout(spec: EnvironmentSpec): Promise<void> {
  const { cluster } = installation;
  const wanted = renderEnvironment(spec);
  await until(60_000, 'requests take the routes that are wanted', async () => {
    const live = await cluster.listOwned({ scope: 'environment', installation: spec.namespacePrefix, namespace, environmentId: app.environmentId });
    const applied = await cluster.applyAll(wanted, { live });
    const deployment = applied.find(({ ref, action }) => ref.kind === 'Deployment' && action === 'created');
    if (deployment) await cluster.setReplicas(deployment.ref, 1);
    const unwanted = orphans(wanted, live, () => false);
    const kept = unwantedInUse(unwanted, applied.map(({ object }) => object), new Date());
    for (const object of unwanted) if (!kept.has(object)) await cluster.remove(refOf(object));
    return kept.size === 0;
  });
}

const kinds = async (): Promise<string[]> => (await app.objects()).map((object) => object.split(' ')[0]!);

/** What `requests` requests, one after another, are answered by. */
async function sample(requests: number): Promise<{ one: number; two: number }> {
  const found = { one: 0, two: 0 };
  for (let sent = 0; sent < requests; sent += 1) {
    const { status, text } = await app.ask();
    if (status === 200) found[text.startsWith('two') ? 'two' : 'one'] += 1;
  }
  return found;
}

test('an Ingress gives way to weights and comes back, and no request under load fails', async () => {
  const worker = await installation.start();
  app = await installation.app(tenant.id, 'shared');
  const ended = await app.ended(await app.deploy({ kind: 'image', ref: nodeImage, processes: [{ name: 'web', command: server('one'), size: small, scale: { min: 1, max: 1 } }] }));
  expect(ended.state, JSON.stringify(ended.failure)).toBe('live');
  const { gateway, ingressMetricsUrl } = await clusterFacts();
  const metrics = ingressMetrics(ingressMetricsUrl)!;
  const { db, env } = installation;
  const desired = (await loadDesired(db, env.installationKey, app.environmentId))!;
  const row = await db.cluster.findFirstOrThrow();
  await worker.stop(); // this test decides what is wanted
  const stable = environmentSpec(env.namespacePrefix, row, desired.environment, desired.release!);
  const candidate = { ...stable, release: { id: 'next', version: 2 }, process: { ...firstWebProcess(stable)!, command: server('two') }, previewHost: null };
  const at = (percent: number): EnvironmentSpec => ({ ...stable, routing: { kind: 'gateway', gateway }, candidate: { ...candidate, traffic: { kind: 'weight', percent } } });
  const [stableService, candidateService] = (['stable', 'candidate'] as const).map((track) => trackObjectName(stable, 'web', track)) as [string, string];
  expect(await kinds()).toContain('Ingress');
  const load = startLoad(app);
  onTestFinished(async () => void (await load.stop()));

  await bringAbout(at(0));
  expect(await kinds()).toContain('HTTPRoute');
  expect(await kinds()).not.toContain('Ingress');
  const rollout = () => installation.cluster.readRollout({ namespace, environmentId: app.environmentId, process: 'web', track: 'candidate' });
  await until(60_000, 'the candidate is ready', async () => ((await rollout()).deployment?.status?.readyReplicas ?? 0) === 1);
  expect(await sample(20)).toEqual({ one: 20, two: 0 });

  await bringAbout(at(10));
  await until(30_000, 'the candidate gets requests', async () => (await sample(20)).two > 0);
  const before = await metrics.read(namespace, [stableService, candidateService]);
  const shared = await sample(200);
  const after = await metrics.read(namespace, [stableService, candidateService]);
  const [one, two] = [stableService, candidateService].map((service) => trafficBetween(before.get(service)!, after.get(service)!)) as [TrafficFigures, TrafficFigures];
  console.log(`90:10 gave ${shared.one} and ${shared.two} of 200; counted with the load ${one.requests} and ${two.requests}, p95 ${two.p95Ms?.toFixed(1)} ms`);
  expect(shared.one + shared.two).toBe(200);
  const share = two.requests / (one.requests + two.requests); // of the load's too: the ingress deals out all, one after another, and begins anew when any route changes
  expect(share, `${two.requests} of ${one.requests + two.requests}`).toBeGreaterThan(0.06);
  expect(share, `${two.requests} of ${one.requests + two.requests}`).toBeLessThan(0.13);
  expect(two).toMatchObject({ serverErrors: 0, errorRate: 0 });
  expect(two.p95Ms).toBeGreaterThan(0);

  await bringAbout(at(100));
  await until(30_000, 'all requests reach the candidate', async () => (await sample(20)).one === 0);
  expect(await sample(50)).toEqual({ one: 0, two: 50 });

  await installation.start(); // wants what the rows say: the Ingress, and no candidate
  await until(90_000, 'the reconciler has brought the Ingress back and taken the candidate away', async () => (await kinds()).filter((kind) => kind !== 'Secret').join() === 'Deployment,Ingress,Service');
  await sleep(3_000); // what the ingress has not read yet would fail now
  const { sent, failed } = await load.stop();
  console.log(`${sent} requests under load, ${failed.length} failed`);
  expect(failed).toEqual([]);
  expect(sent).toBeGreaterThan(300);
  expect(await sample(20)).toEqual({ one: 20, two: 0 });
});
