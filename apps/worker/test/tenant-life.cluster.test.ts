import { randomUUID } from 'node:crypto';
import { enqueue } from '@berth/db';
import { redisNames, releaseSettingsSchema, type LiveAnswer, type LiveQuestion } from '@berth/domain';
import { openDataKey, sealSecret } from '@berth/sealing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installOnCluster, node, nodeImage, server, small, until, type TestApp, type TestInstallation } from './installation-on-cluster.js';

let installation: TestInstallation;
let tenantId: string;
let app: TestApp;

beforeAll(async () => {
  installation = await installOnCluster();
  await installation.start();
  tenantId = (await installation.tenant('acme')).id;
  app = await installation.app(tenantId, 'hello');
  const chatty = node(`const http=require('http');let n=0;http.createServer((q,r)=>{console.log('asked '+(++n)+' '+process.env.API_KEY);r.end('ok '+process.env.API_KEY?.length)}).listen(process.env.PORT);process.on('SIGTERM',()=>process.exit(0));console.log('started')`);
  await writeConfig({ GREETING: 'hi' }, { API_KEY: 'very-secret-value' });
  expect(await app.ended(await app.deploy({ kind: 'image', ref: nodeImage, processes: [{ name: 'web', command: chatty, minReadySeconds: 1, size: small }] }))).toMatchObject({ state: 'live', failure: null });
}, 240_000);

afterAll(async () => {
  await installation?.end();
});

async function writeConfig(variables: Record<string, string>, secrets: Record<string, string>): Promise<void> {
  const { db, env } = installation;
  const tenant = await db.tenant.findUniqueOrThrow({ where: { id: tenantId } });
  const key = openDataKey(env.installationKey, tenantId, tenant.dataKey);
  const { configVersion } = await db.environment.findUniqueOrThrow({ where: { id: app.environmentId } });
  const sealed = Object.fromEntries(Object.entries(secrets).map(([name, value]) => [name, sealSecret(key, app.environmentId, name, value)]));
  await db.configVersion.create({ data: { environmentId: app.environmentId, version: configVersion + 1, tenantId, variables, secrets: sealed } });
  await db.environment.update({ where: { id: app.environmentId }, data: { configVersion: configVersion + 1 } });
}

type About<K extends LiveQuestion['kind']> = Omit<Extract<LiveQuestion, { kind: K }>, 'id' | 'expiresAt' | 'tenantId' | 'environmentId'>;

async function ask<K extends LiveQuestion['kind']>(about: About<K>, tenant = tenantId): Promise<LiveAnswer> {
  const { redis, env } = installation;
  const id = randomUUID();
  const subscriber = redis.duplicate();
  try {
    await subscriber.subscribe(redisNames.answers(env.installation));
    const answer = new Promise<LiveAnswer>((resolve, reject) => {
      setTimeout(() => reject(new Error('no answer')), 10_000).unref();
      subscriber.on('message', (_channel, text) => {
        const parsed = JSON.parse(text) as LiveAnswer;
        if (parsed.id === id) resolve(parsed);
      });
    });
    await redis.lpush(redisNames.questions(env.installation), JSON.stringify({ id, tenantId: tenant, environmentId: app.environmentId, expiresAt: Date.now() + 10_000, ...about }));
    return await answer;
  } finally {
    subscriber.disconnect();
  }
}

test('config reaches the app, and a secret stays out of rows and logs', async () => {
  expect((await app.ask()).text).toBe('ok 17');
  const { db, env } = installation;
  await installation.redis.set(redisNames.logViewers(env.installation, app.environmentId), '1', 'EX', 15);
  const answer = await ask<'logs'>({ kind: 'logs' });
  expect(answer).toMatchObject({ ok: true });
  const key = redisNames.logs(env.installation, app.environmentId);
  await until(5_000, 'the line is in the stream', async () => (await installation.redis.xrange(key, '-', '+')).some(([, fields]) => fields.join(' ').includes('asked 1')));
  const sent = Date.now();
  await app.ask('/now');
  await until(2_000, 'a new line arrives', async () => (await installation.redis.xrange(key, '-', '+')).some(([, fields]) => /asked [23]/.test(fields.join(' '))));
  expect(Date.now() - sent).toBeLessThan(1_500);
  const entries = await installation.redis.xrange(key, '-', '+');
  expect(JSON.stringify(entries)).toContain('started');
  expect(JSON.stringify(entries)).not.toContain('very-secret-value');
  expect(entries[0]![1]).toEqual(['ts', expect.stringMatching(/^20/), 'pod', expect.any(String), 'process', 'web', 'release', '1', 'line', expect.any(String), 'stream', 'output']);
  const rows = await db.$queryRaw<{ text: string }[]>`SELECT row_to_json(c)::text AS text FROM config_version c UNION ALL SELECT row_to_json(d)::text FROM deployment d UNION ALL SELECT row_to_json(e)::text FROM event e`;
  expect(rows.map((row) => row.text).join('\n')).not.toContain('very-secret-value');
});

test('a check says what would change and changes nothing', async () => {
  const answer = await ask<'check'>({ kind: 'check', input: { kind: 'image', ref: 'node:24-slim', processes: [{ name: 'web', command: server('new') }] } });
  expect(answer).toMatchObject({ ok: true, answer: { needs: { cpuMillicores: 20, pods: 2 }, refusal: null, maxSurge: 'all' } });
  const { objects } = (answer as { answer: { objects: { kind: string; change: string; fields: string[] }[] } }).answer;
  expect(objects.find((object) => object.kind === 'Deployment')).toMatchObject({ change: 'update' });
  expect(await installation.db.release.count({ where: { environmentId: app.environmentId } })).toBe(1);
  const tooMuch = await ask<'check'>({ kind: 'check', input: { kind: 'current', processes: [{ name: 'web', size: { cpuRequestMillicores: 5_000, memoryRequestBytes: 2 ** 27, memoryLimitBytes: 2 ** 27 } }] } });
  expect((tooMuch as { answer: { refusal: string } }).answer.refusal).toMatch(/10000m CPU/);
  const settings = releaseSettingsSchema.parse({ releaseCommand: { command: ['true'], timeoutSeconds: 60, size: { cpuRequestMillicores: 5_000, memoryRequestBytes: 2 ** 27, memoryLimitBytes: 2 ** 27 } } });
  const commandTooLarge = await ask<'check'>({ kind: 'check', input: { kind: 'image', ref: 'node:24-slim', settings, processes: [{ name: 'web', command: server('new') }] } });
  expect((commandTooLarge as { answer: { refusal: string } }).answer.refusal).toMatch(/^The release command cannot run: /);
  expect(await ask<'check'>({ kind: 'check', input: { kind: 'current' } }, randomUUID())).toMatchObject({ ok: false, code: 'not-found' });
});

test('a restart replaces every pod by a new one of the same image', async () => {
  const pods = async (): Promise<string[]> => (await installation.cluster.list('Pod', { namespace: `${installation.env.namespacePrefix}-acme` })).filter((pod) => !pod.metadata.deletionTimestamp).map((pod) => pod.metadata.name);
  const before = await pods();
  expect(await app.ended(await app.deploy({ kind: 'current' }, 'restart'))).toMatchObject({ state: 'live', release: { version: 2 } });
  expect((await pods()).filter((pod) => before.includes(pod))).toEqual([]);
});

test('new config is rolled out, and a rollback brings the old one back as a newer version', async () => {
  const { db } = installation;
  await writeConfig({}, { API_KEY: 'short-one' });
  expect(await app.ended(await app.deploy({ kind: 'current' }, 'config'))).toMatchObject({ state: 'live', release: { configVersion: 2 } });
  expect((await app.ask()).text).toBe('ok 9');
  expect(await app.ended(await app.deploy({ kind: 'release', version: 1, keepConfig: false }, 'rollback'))).toMatchObject({ state: 'live', release: { configVersion: 3 } });
  expect((await app.ask()).text).toBe('ok 17');
  expect(await db.environment.findUniqueOrThrow({ where: { id: app.environmentId } })).toMatchObject({ configVersion: 3 });
});

test('a budget holds in the cluster within seconds, and its use is in the row', async () => {
  const { db, cluster, env } = installation;
  await until(10_000, 'use is recorded', async () => ((await db.tenant.findUniqueOrThrow({ where: { id: tenantId } })).budgetUse as { pods: number } | null)?.pods === 2);
  await db.$transaction(async (tx) => {
    await tx.tenant.update({ where: { id: tenantId }, data: { budget: { cpuMillicores: 200, memoryBytes: 2 ** 30, pods: 2, storageBytes: 0, apps: 1 } } });
    await enqueue(tx, 'provisionTenant', { tenantId });
  });
  await until(5_000, 'the quota is the new one', async () => (await cluster.quotaUse(`${env.namespacePrefix}-acme`))?.pods?.hard === 2);
  const ended = await app.ended(await app.deploy({ kind: 'current' }, 'restart'));
  expect(ended).toMatchObject({ state: 'live', failure: null, check: { maxSurge: 'none' } });
  expect(ended.steps.find((step) => step.name === 'check')?.detail).toMatch(/one by one/);

  const crashed = await app.ended(await app.deploy({ kind: 'current', processes: [{ name: 'web', command: node('process.exit(3)') }] }));
  expect(crashed).toMatchObject({ state: 'failed', failure: { class: 'crash' }, check: { maxSurge: 'none' } });
  const pods = async () => (await cluster.list('Pod', { namespace: `${env.namespacePrefix}-acme` })) as unknown as { metadata: { labels: Record<string, string> }; status: { conditions?: { type: string; status: string }[] } }[];
  await until(60_000, 'both pods are of the release before, although the budget is full', async () => {
    const all = await pods();
    return all.length === 2 && all.every(({ metadata, status }) => metadata.labels['berth.dev/release'] === `v${ended.release?.version}` && status.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True'));
  });
  expect((await app.ask()).status).toBe(200);
  await db.$transaction(async (tx) => {
    await tx.tenant.update({ where: { id: tenantId }, data: { budget: { cpuMillicores: 2000, memoryBytes: 2 ** 33, pods: 20, storageBytes: 0, apps: 5 } } });
    await enqueue(tx, 'provisionTenant', { tenantId });
  });
});

test('a suspended tenant runs nothing, and comes back as it was', async () => {
  const { db, cluster, env } = installation;
  const set = async (state: string): Promise<void> => {
    await db.$transaction(async (tx) => {
      await tx.tenant.update({ where: { id: tenantId }, data: { state } });
      await enqueue(tx, 'provisionTenant', { tenantId });
    });
  };
  await set('suspended');
  await until(20_000, 'no pod is left', async () => (await cluster.list('Pod', { namespace: `${env.namespacePrefix}-acme` })).length === 0);
  await until(5_000, 'it shows as stopped', async () => ((await db.environment.findUniqueOrThrow({ where: { id: app.environmentId } })).observed as { state: string }).state === 'stopped');
  await set('active');
  await until(20_000, 'it answers again', async () => (await app.ask().catch(() => null))?.status === 200);
});

test('a deleted app leaves nothing, nor does a deleted tenant', async () => {
  const { db, cluster, env } = installation;
  const namespace = `${env.namespacePrefix}-acme`;
  await db.$transaction(async (tx) => {
    await tx.app.update({ where: { id: app.appId }, data: { state: 'deleting' } });
    await enqueue(tx, 'deleteApp', { tenantId, appId: app.appId });
  });
  await until(60_000, 'the row is gone', async () => (await db.app.count({ where: { id: app.appId } })) === 0);
  const left = await cluster.listOwned({ scope: 'environment', installation: env.namespacePrefix, namespace, environmentId: app.environmentId });
  expect(left).toEqual([]);
  expect(await cluster.list('Pod', { namespace })).toEqual([]);
  await db.$transaction(async (tx) => {
    await tx.tenant.update({ where: { id: tenantId }, data: { state: 'deleting' } });
    await enqueue(tx, 'deleteTenant', { tenantId });
  });
  await until(90_000, 'the tenant is gone', async () => (await db.tenant.count({ where: { id: tenantId } })) === 0);
  expect(await cluster.read({ kind: 'Namespace', name: namespace })).toBeNull();
  expect(await cluster.read({ kind: 'Namespace', name: `${namespace}-build` })).toBeNull();
});
