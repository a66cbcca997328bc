import { afterAll, beforeAll, expect, test } from 'vitest';
import { installOnCluster, nodeImage, server, small, until, type TestApp, type TestInstallation } from './installation-on-cluster.js';

let installation: TestInstallation;
let tenantId: string;
let count = 0;

const image = (text: string) => ({ kind: 'image', ref: nodeImage, processes: [{ name: 'web', command: server(text), minReadySeconds: 1, size: small }] }) as const;

beforeAll(async () => {
  installation = await installOnCluster();
  await installation.start();
  tenantId = (await installation.tenant('acme')).id;
}, 240_000);

afterAll(async () => {
  await installation?.end();
});

/** An app with one pod, live. */
async function liveApp(text: string, tenant = tenantId): Promise<TestApp> {
  const app = await installation.app(tenant, `race${(count += 1)}`);
  await app.scale(1);
  expect(await app.ended(await app.deploy(image(text)))).toMatchObject({ state: 'live', failure: null });
  return app;
}

const stepRuns = (deploymentId: string, name: string) => async (): Promise<boolean> => (await installation.db.deploymentStep.count({ where: { deploymentId, name, startedAt: { not: null } } })) === 1;
const podsOf = async (app: TestApp): Promise<number> => (await installation.cluster.list('Pod', { labelSelector: `berth.dev/environment-id=${app.environmentId}` })).length;

test.each(['apply', 'rollOut', 'verify'])('an app deleted while a deployment is at %s leaves no object and no row', async (step) => {
  const app = await liveApp('one');
  const id = await app.deploy(image('two'));
  await until(60_000, `${step} runs`, stepRuns(id, step));
  await app.remove();
  await until(60_000, 'the app is gone', async () => (await installation.db.app.count({ where: { id: app.appId } })) === 0);
  expect(await app.objects()).toEqual([]);
  expect(await podsOf(app)).toBe(0);
  await new Promise((done) => setTimeout(done, 3_000)); // whatever was under way meanwhile
  expect(await app.objects()).toEqual([]);
  expect(await installation.db.deployment.count({ where: { id } })).toBe(0);
});

test('five deployments and a rollback at once: the newest wins, those between are superseded, one release per deployment that ran', async () => {
  const app = await liveApp('zero');
  const ids: string[] = [];
  for (let index = 1; index <= 5; index += 1) ids.push(await app.deploy(image(`n${index}`)));
  ids.push(await app.deploy({ kind: 'release', version: 1, keepConfig: false }, 'rollback'));
  expect(await app.ended(ids.at(-1)!)).toMatchObject({ state: 'live', failure: null });
  const all = await installation.db.deployment.findMany({ where: { id: { in: ids } }, orderBy: { number: 'asc' } });
  expect(all.every(({ state }) => state === 'live' || state === 'superseded'), all.map(({ state }) => state).join()).toBe(true);
  expect((await app.ask()).text).toContain('zero');
  const releases = await installation.db.release.findMany({ where: { environmentId: app.environmentId }, orderBy: { version: 'asc' } });
  expect(releases.map(({ version }) => version)).toEqual(releases.map((_, index) => index + 1));
  expect(releases).toHaveLength(1 + all.filter(({ releaseId }) => releaseId !== null).length);
  await app.remove();
});

test('scaled during a rollout, it goes live at the new scale; scaled to 0, it goes live without a pod', async () => {
  const app = await liveApp('one');
  const grown = await app.deploy(image('two'));
  await until(60_000, 'the rollout runs', stepRuns(grown, 'rollOut'));
  await app.scale(2);
  expect(await app.ended(grown)).toMatchObject({ state: 'live', failure: null });
  await until(15_000, 'two pods', async () => (await podsOf(app)) === 2);
  const stopped = await app.deploy(image('three'));
  await until(60_000, 'the rollout runs', stepRuns(stopped, 'rollOut'));
  await app.scale(0);
  const ended = await app.ended(stopped);
  expect(ended, JSON.stringify(ended.failure)).toMatchObject({ state: 'live', failure: null });
  await until(30_000, 'no pod', async () => (await podsOf(app)) === 0);
  await app.remove();
});

test('a tenant suspended during a rollout: the deployment ends cancelled and says why, no pod is left; resumed, the old version is back at its scale', async () => {
  const tenant = await installation.tenant('paused');
  const app = await liveApp('before', tenant.id);
  await app.scale(2);
  const id = await app.deploy(image('after'));
  await until(60_000, 'the rollout runs', stepRuns(id, 'rollOut'));
  await installation.changeTenant(tenant.id, { state: 'suspended' });
  const ended = await app.ended(id, 30_000);
  expect(ended).toMatchObject({ state: 'cancelled', failure: null });
  expect(ended.steps.find((step) => step.state === 'cancelled')?.detail).toBe('the tenant was suspended');
  await until(60_000, 'no pod is left', async () => (await podsOf(app)) === 0);
  expect((await app.ask()).status).toBe(503);
  const waiting = await app.deploy(image('next'));
  await new Promise((done) => setTimeout(done, 3_000));
  expect(await installation.db.deployment.findUniqueOrThrow({ where: { id: waiting } })).toMatchObject({ state: 'queued' });
  await installation.db.deployment.update({ where: { id: waiting }, data: { cancelRequestedAt: new Date() } });
  await installation.changeTenant(tenant.id, { state: 'active' });
  await until(30_000, 'it answers again', async () => (await app.ask().catch(() => null))?.text.includes('before') === true);
  await until(15_000, 'at its old scale', async () => (await podsOf(app)) === 2);
  await installation.changeTenant(tenant.id, { state: 'deleting' });
  await until(90_000, 'the tenant is gone', async () => (await installation.db.tenant.count({ where: { id: tenant.id } })) === 0);
});

test('a raised budget counts within seconds; one cut below what is used stops growth and nothing that runs', async () => {
  const tenant = await installation.tenant('tight', { cpuMillicores: 2_000, memoryBytes: 2 ** 33, pods: 2, storageBytes: 0, apps: 5 });
  const app = await liveApp('here', tenant.id);
  const hard = async () => (await installation.cluster.quotaUse(`${installation.env.namespacePrefix}-tight`))?.pods;
  const budget = (pods: number) => ({ cpuMillicores: 2_000, memoryBytes: 2 ** 33, pods, storageBytes: 0, apps: 5 });
  await app.scale(2);
  await until(20_000, 'two pods run', async () => (await hard())?.used === 2);
  const began = performance.now();
  await installation.changeTenant(tenant.id, { budget: budget(3) });
  await until(5_000, 'the raised budget holds', async () => (await hard())?.hard === 3);
  console.log(`budget in force after ${Math.round(performance.now() - began)} ms`);
  await installation.changeTenant(tenant.id, { budget: budget(1) });
  await until(5_000, 'the cut budget holds', async () => (await hard())?.hard === 1);
  await app.scale(3);
  await new Promise((done) => setTimeout(done, 3_000));
  expect(await hard()).toEqual({ used: 2, hard: 1 });
  expect((await app.ask()).status).toBe(200);
  await installation.changeTenant(tenant.id, { state: 'deleting' });
  await until(90_000, 'the tenant is gone', async () => (await installation.db.tenant.count({ where: { id: tenant.id } })) === 0);
});

test('a tenant deleted while a deployment of it runs and an app of it is being deleted leaves nothing', async () => {
  const tenant = await installation.tenant('leaving');
  const [first, second] = [await liveApp('a', tenant.id), await liveApp('b', tenant.id)];
  const id = await first.deploy(image('c'));
  await until(60_000, 'the rollout runs', stepRuns(id, 'rollOut'));
  await second.remove();
  await installation.changeTenant(tenant.id, { state: 'deleting' });
  const began = performance.now();
  await until(100_000, 'the tenant is gone', async () => (await installation.db.tenant.count({ where: { id: tenant.id } })) === 0);
  console.log(`tenant gone after ${Math.round(performance.now() - began)} ms`);
  const namespaces = await installation.cluster.list('Namespace', { labelSelector: `berth.dev/tenant-id=${tenant.id}` });
  expect(namespaces).toEqual([]);
  expect(await installation.db.environment.count({ where: { tenantId: tenant.id } })).toBe(0);
  await new Promise((done) => setTimeout(done, 3_000));
  expect(await installation.cluster.list('Namespace', { labelSelector: `berth.dev/tenant-id=${tenant.id}` })).toEqual([]);
});
