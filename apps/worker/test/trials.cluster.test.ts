import { rolloutProgressSchema, type RolloutProgressState, type RolloutSettings } from '@berth/domain';
import { tenantNamespace } from '@berth/k8s-adapter';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { installOnCluster, node, nodeImage, server, small, until, type TestApp, type TestInstallation } from './installation-on-cluster.js';
import { startLoad } from './load.js';
import type { RunningWorker } from '../src/start-worker.js';

let installation: TestInstallation;
let worker: RunningWorker;
let tenant: { id: string; slug: string };
let app: TestApp;

const image = (command: string[], rollout?: RolloutSettings) => ({ kind: 'image' as const, ref: nodeImage, processes: [{ name: 'web', command, minReadySeconds: 1, size: small }], ...(rollout && { rollout }) });
const read = (id: string) => installation.db.deployment.findUniqueOrThrow({ where: { id }, include: { steps: true } });

/** The rollout once it holds a stage, and `also` is true of it. */
async function holding(id: string, stage: number, also: (rollout: RolloutProgressState) => boolean = () => true): Promise<RolloutProgressState> {
  let found: RolloutProgressState | null = null;
  await until(60_000, `stage ${stage}`, async () => {
    const { rollout, finishedAt, failure } = await read(id);
    if (finishedAt !== null) throw new Error(JSON.stringify(failure));
    found = rolloutProgressSchema.nullable().parse(rollout);
    return found?.phase === 'holding' && found.stage === stage && also(found);
  });
  return found!;
}

function load() {
  const running = startLoad(app);
  onTestFinished(async () => void (await running.stop()));
  return running;
}

beforeAll(async () => {
  installation = await installOnCluster();
  worker = await installation.start();
  tenant = await installation.tenant('acme');
  app = await installation.app(tenant.id, 'tried');
  await app.scale(1);
  expect(await app.ended(await app.deploy(image(server('first'))))).toMatchObject({ state: 'live', failure: null });
});

afterAll(async () => {
  await installation?.end();
});

test('what Berth asks the candidate is not in its figures; a version that answers late is ended by the gate of latency', async () => {
  const late = node("const s=require('http').createServer((q,r)=>setTimeout(()=>r.end('late'),400));s.listen(process.env.PORT);process.on('SIGTERM',()=>{s.close(()=>process.exit(0));s.closeIdleConnections()})");
  const id = await app.deploy(image(late, { strategy: 'canary', steps: [{ weight: 50, seconds: 300 }], gates: { latencyP95Ms: 100 } }));
  const quiet = await holding(id, 0, ({ heldMs }) => heldMs > 6_000);
  expect(quiet.figures).toEqual({ requests: 0, errors: 0, p95Ms: null });
  load();
  const deployment = await app.ended(id);
  expect(deployment).toMatchObject({ state: 'failed', failure: { class: 'gate-failed', step: 'tryOut', message: expect.stringMatching(/^95 of 100 requests to the new version took up to \d{3,} ms; the gate is 100 ms\.$/), evidence: [expect.stringMatching(/ at 50 %, 0 answered 500 or above/)] } });
  expect((await app.ask()).text).toContain('first');
  await until(60_000, 'the Ingress leads to it again', async () => !(await app.objects()).some((object) => object.startsWith('HTTPRoute')));
});

test('when the operator takes the Gateway away, the Ingress leads the requests again, and no route of before is left', async () => {
  const routes = async () => (await app.objects()).filter((object) => /^(HTTPRoute|Ingress) /.test(object)).map((object) => object.split(' ')[0]);
  const id = await app.deploy(image(server('second'), { strategy: 'canary', steps: [{ weight: 50, seconds: 600 }] }));
  await holding(id, 0);
  expect(new Set(await routes())).toEqual(new Set(['HTTPRoute']));
  const { gatewayName, gatewayNamespace } = await installation.db.cluster.findFirstOrThrow();
  await installation.db.cluster.updateMany({ data: { gatewayName: null, gatewayNamespace: null } });
  await until(30_000, 'the worker reads it', async () => {
    await app.scale(1); // has the environment looked at
    return (await routes()).join() === 'Ingress';
  });
  expect((await app.ask()).status).toBe(200);
  expect(await app.ended(id)).toMatchObject({ state: 'failed', failure: { class: 'settings-refused', step: 'tryOut', message: expect.stringContaining('has been taken away') } });
  expect((await app.ask()).text).toContain('first');
  await installation.db.cluster.updateMany({ data: { gatewayName, gatewayNamespace } });
});

test('an app that is autoscaled keeps the pods that it has while a version is tried, as its environment is set to, and the trial keeps no other deployment waiting; gates that cannot be judged refuse all but a first one', async () => {
  await worker.stop();
  await installation.db.cluster.updateMany({ data: { gatewayName: null, gatewayNamespace: null } }); // from here on it is a cluster without Gateway API
  worker = await installation.start({ deployments: 1 });
  const fewest = async (): Promise<unknown> => (await installation.cluster.list('HorizontalPodAutoscaler', { namespace: tenantNamespace(installation.env.namespacePrefix, tenant.slug) })).map((object) => (object['spec'] as { minReplicas: number }).minReplicas).join();
  await app.scale(2);
  const replicas = async () => (await installation.cluster.readRollout({ namespace: tenantNamespace(installation.env.namespacePrefix, tenant.slug), environmentId: app.environmentId, process: 'web' })).deployment?.spec?.replicas;
  await until(30_000, 'two pods', async () => (await replicas()) === 2);
  await app.scale(1, 3);
  await until(30_000, 'it is autoscaled', async () => (await fewest()) === '1');
  await installation.db.environment.update({ where: { id: app.environmentId }, data: { rollout: { strategy: 'staged', watchSeconds: 600 } } });
  const id = await app.deploy(image(server('second')));
  expect(await holding(id, 0)).toMatchObject({ strategy: 'staged', stages: [{ pods: 1, seconds: 600 }] });
  expect([await fewest(), await replicas()]).toEqual(['2', 2]);
  const other = await installation.app(tenant.id, 'other');
  await other.scale(1);
  const gated = image(server('other'), { strategy: 'canary', steps: [{ weight: 50, seconds: 5 }], gates: { errorPercent: 1 } });
  expect(await other.ended(await other.deploy(gated))).toMatchObject({ state: 'live', check: { rollout: expect.stringMatching(/^rolling, since a first release has nothing to be tried beside; the next release would be refused: This cluster has no Gateway API/) } });
  expect(await other.ended(await other.deploy(gated))).toMatchObject({ state: 'failed', failure: { class: 'settings-refused', step: 'check', message: expect.stringContaining('no Gateway API') } });
  await other.remove();
  await app.cancel(id);
  expect(await app.ended(id)).toMatchObject({ state: 'cancelled' });
  await until(30_000, 'its scale is its own again', async () => (await fewest()) === '1');
  await app.scale(1);
});

test('without a Gateway a canary’s requests are shared by number of pods, and none fails', async () => {
  const { answers, stop } = load();
  const id = await app.deploy(image(server('second'), { strategy: 'canary', steps: [{ weight: 50, seconds: 5 }] }));
  expect(await holding(id, 0)).toMatchObject({ sharing: 'pods', gates: {}, figures: null, stages: [{ pods: 1, percent: 50 }] });
  const deployment = await app.ended(id);
  expect(deployment).toMatchObject({ state: 'live', failure: null, check: { rollout: expect.stringContaining('The cluster has no Gateway API: requests are shared by number of pods (1 beside the others)') } });
  expect(deployment.steps.find(({ name }) => name === 'tryOut')?.detail).toBe('50 % of requests by number of pods');
  expect(answers.get('first')).toBeGreaterThan(0);
  expect((await app.ask()).text).toContain('second');
  expect((await stop()).failed).toEqual([]);
  expect((await app.objects()).some((object) => object.startsWith('HTTPRoute'))).toBe(false);
});

test('a stage that the budget has no room for any more waits for it, with the numbers, while the one before goes on', async () => {
  await installation.db.cluster.updateMany({ data: { gatewayName: null, gatewayNamespace: null } }); // by number of pods
  await app.scale(2);
  const id = await app.deploy(image(server('second'), { strategy: 'canary', steps: [{ weight: 33, seconds: 600 }, { weight: 50, seconds: 600 }] }));
  expect(await holding(id, 0)).toMatchObject({ stages: [{ pods: 1 }, { pods: 2 }] });
  const namespace = tenantNamespace(installation.env.namespacePrefix, tenant.slug);
  const setPods = async (pods: number) => {
    const { budget } = await installation.db.tenant.findUniqueOrThrow({ where: { id: tenant.id } });
    await installation.changeTenant(tenant.id, { budget: { ...(budget as object), pods } });
    await until(30_000, 'the quota is in force', async () => (await installation.cluster.quotaUse(namespace))?.pods?.hard === pods);
  };
  await setPods(3);
  try {
    await installation.db.deployment.update({ where: { id }, data: { rolloutLeave: 0 } });
    await expect.poll(async () => (await read(id)).steps.find(({ name }) => name === 'tryOut')?.detail, { timeout: 30_000 }).toMatch(/^waits for room: .* needs 1 pod more, and the budget of 3 pods has 0 pods left/);
  } finally {
    await setPods(30);
  }
  await holding(id, 1);
  await app.cancel(id);
  expect(await app.ended(id)).toMatchObject({ state: 'cancelled' });
  await app.scale(1);
});

test('without a Gateway blue-green switches all requests at once, and none fails', async () => {
  const { answers, stop } = load();
  const id = await app.deploy(image(server('third'), { strategy: 'blue-green', switch: 'manual', keepSeconds: 5 }));
  await holding(id, 0);
  expect(answers.get('third')).toBeUndefined();
  await installation.db.deployment.update({ where: { id }, data: { rolloutLeave: 0 } });
  await holding(id, 1);
  await until(10_000, 'the new version serves', async () => (await app.ask()).text.includes('third'));
  const before = answers.get('second');
  await until(10_000, 'more answers', async () => answers.get('third')! > 50);
  expect(answers.get('second')! - before!, 'answers of the version before after the switch').toBeLessThan(25);
  expect(await app.ended(id)).toMatchObject({ state: 'live', failure: null });
  expect((await stop()).failed).toEqual([]);
  expect((await app.ask()).text).toContain('third');
});
