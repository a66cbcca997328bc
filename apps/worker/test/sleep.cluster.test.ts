import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { tenantNamespace } from '@berth/k8s-adapter';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installOnCluster, nodeImage, server, small, until, type TestApp, type TestInstallation } from './installation-on-cluster.js';

const budget = { cpuMillicores: 2000, memoryBytes: 2 ** 33, pods: 30, storageBytes: 2 ** 32, apps: 10 };
const idleSeconds = 5;
let installation: TestInstallation;
let tenant: { id: string; slug: string };
let app: TestApp;

beforeAll(async () => {
  installation = await installOnCluster();
  await installation.start({ watchMs: 500 });
  tenant = await installation.tenant('acme', budget);
  app = await installation.app(tenant.id, 'naps');
  await deploy('one');
  await app.scale(0, 1, idleSeconds);
});

afterAll(async () => {
  await installation?.end();
});

async function deploy(says: string) {
  const ended = await app.ended(await app.deploy({ kind: 'image', ref: nodeImage, processes: [{ name: 'web', command: server(says), size: small, scale: { min: 1, max: 1 } }] }));
  expect(ended.state, JSON.stringify(ended.failure)).toBe('live');
}

const row = () => installation.db.environment.findUniqueOrThrow({ where: { id: app.environmentId } });
const seen = async () => (await row()).observed as { state: string; reason: string };
const sleepIs = (state: string | null) => until(90_000, `sleep is ${state}`, async () => (await row()).sleep === state);
const seenAs = (state: string) => until(60_000, `it is seen as ${state}`, async () => (await seen()).state === state);
const told = async () => (await installation.db.event.findMany({ where: { environmentId: app.environmentId, kind: 'environment.sleep' }, orderBy: { id: 'asc' } })).map(({ data }) => (data as { state: string }).state);

/** One request that waits as long as a browser would; it is not tried again. */
async function ask(): Promise<{ status: number; text: string }> {
  const { ingressAddress, httpsPort, caCertificate } = await installation.db.cluster.findFirstOrThrow();
  const options = { host: ingressAddress.split(':')[0], port: httpsPort, servername: app.host, headers: { host: app.host }, ca: caCertificate!, agent: false, signal: AbortSignal.timeout(90_000) };
  return new Promise((resolve, reject) => {
    request(options, (response) => void text(response).then((body) => resolve({ status: response.statusCode!, text: body }), reject))
      .on('error', reject)
      .end();
  });
}

const namespace = () => tenantNamespace(installation.env.namespacePrefix, tenant.slug);
const podsInQuota = async () => (await installation.cluster.quotaUse(namespace()))!.pods!;

async function setPods(pods: number): Promise<void> {
  await installation.changeTenant(tenant.id, { budget: { ...budget, pods } });
  await until(30_000, 'the quota is in force', async () => (await podsInQuota()).hard === pods);
}

test('an app that nobody asks for has no pod and uses nothing of the budget; twenty requests at once are answered by it', async () => {
  await sleepIs('asleep');
  await until(60_000, 'its pods are gone', async () => (await podsInQuota()).used === 0);
  await seenAs('asleep');

  await setPods(0); // something else took the room
  const refused = await ask();
  expect(refused).toMatchObject({ status: 503 });
  expect(refused.text).toMatch(/asleep and cannot wake up: the tenant’s budget has no room for more pods\.$/m);
  await until(10_000, 'it is seen', async () => /could not wake up: the tenant’s budget/.test((await seen()).reason));
  expect((await podsInQuota()).used).toBe(0);
  expect(await ask()).toMatchObject({ status: 503, text: refused.text }); // told again, and nothing is tried
  await setPods(budget.pods);
  const { createdAt } = (await installation.db.event.findMany({ where: { environmentId: app.environmentId, kind: 'environment.sleep' }, orderBy: { id: 'desc' }, take: 1 }))[0]!;
  await until(60_000, 'the cluster is asked again', async () => Date.now() - createdAt.getTime() > 31_000);

  const answers = await Promise.all(Array.from({ length: 20 }, ask));
  expect(answers.map(({ status, text }) => `${status} ${text}`)).toEqual(Array.from({ length: 20 }, () => '200 one '));
  await sleepIs(null);
  await seenAs('live');
  await until(30_000, 'requests are led to its pods alone', async () => !(await app.objects()).some((object) => object.startsWith('EndpointSlice')));
  expect(await told()).toEqual(['asleep', 'waking', 'refused', 'waking', 'awake']);
});

test('a request keeps an app awake that falls asleep; a deployment wakes one that is asleep, and goes live', async () => {
  await sleepIs('falling');
  expect(await ask()).toMatchObject({ status: 200, text: 'one ' });
  await sleepIs('asleep');
  await deploy('two');
  expect(await ask()).toMatchObject({ status: 200, text: 'two ' });
});

test('scaled to 0 while it sleeps it is stopped: no request is held for it; with a range again it runs', async () => {
  await sleepIs('asleep');
  await app.scale(0);
  await sleepIs(null);
  await seenAs('stopped');
  await until(30_000, 'no request is led to the activator', async () => !(await app.objects()).some((object) => object.startsWith('EndpointSlice')));
  await until(30_000, 'the ingress answers by itself', async () => {
    const { status, text } = await ask();
    return status === 503 && !/asleep/.test(text);
  });
  await app.scale(0, 1, idleSeconds);
  await until(60_000, 'it answers', async () => (await ask()).text === 'two ');
});

test('a request that comes while the pods go is answered; scaled to a fixed number an app stays awake, and leaves nothing when it is deleted', async () => {
  await sleepIs('asleep');
  expect(await ask()).toMatchObject({ status: 200, text: 'two ' });
  await app.scale(1);
  await sleepIs(null);
  await seenAs('live');
  expect(await ask()).toMatchObject({ status: 200, text: 'two ' });
  await app.remove();
  await until(60_000, 'nothing of it is left', async () => (await app.objects()).length === 0);
});
