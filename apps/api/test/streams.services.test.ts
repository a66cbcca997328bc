import { recordEvent } from '@berth/db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ApiUnderTest } from './api-under-test.js';
import { EventSourceUnderTest } from './event-source.js';

let api: ApiUnderTest;
let tenant: Awaited<ReturnType<ApiUnderTest['tenant']>>;
let token: string;
beforeAll(async () => {
  api = await ApiUnderTest.start();
  tenant = await api.tenant('acme');
  token = tenant.members.viewer.token;
});
afterAll(() => api.stop());

async function queued(app: { production: string }): Promise<string> {
  const { body } = await api.ask('POST', `${app.production}/restart`, { token: tenant.members.developer.token });
  return body.id as string;
}
const about = (app: { appId: string; environmentId: string }, deploymentId: string) => ({ tenantId: tenant.id, appId: app.appId, environmentId: app.environmentId, deploymentId });
const progress = (app: { appId: string; environmentId: string }, id: string, detail: string) => recordEvent(api.db, about(app, id), 'deployment.progress', { deploymentId: id, step: 'build', detail });
const finish = (app: { appId: string; environmentId: string }, id: string) =>
  api.db.$transaction(async (tx) => {
    await tx.deployment.update({ where: { id }, data: { state: 'live' } });
    await recordEvent(tx, about(app, id), 'deployment.state', { deploymentId: id, state: 'live', release: 2, message: null });
  });

test('a deployment is followed from its first event to its final state, then the stream ends', async () => {
  const app = await api.deployedApp(tenant, 'followed');
  const id = await queued(app);
  const source = await EventSourceUnderTest.open(api, `${app.production}/deployments/${id}/events`, { token });
  expect(await source.next()).toMatchObject({ data: { kind: 'deployment.state', data: { state: 'queued' }, app: 'followed', environment: 'production', deploymentId: id, actor: 'developer@acme.test' } });
  const started = performance.now();
  await progress(app, id, 'one');
  expect(await source.next()).toMatchObject({ data: { data: { detail: 'one' } } });
  expect(performance.now() - started).toBeLessThan(2_000);
  await finish(app, id);
  const rest = await source.rest();
  expect(rest).toMatchObject([{ data: { data: { state: 'live' } } }, { event: 'end' }]);
});

test('a stream that was cut resumes after the last id, without loss and without repetition', async () => {
  const app = await api.deployedApp(tenant, 'resumed');
  const id = await queued(app);
  const path = `${app.production}/deployments/${id}/events`;
  const first = await EventSourceUnderTest.open(api, path, { token });
  await progress(app, id, '0');
  const seen = [await first.next(), await first.next()];
  first.close();
  for (const detail of ['1', '2', '3']) await progress(app, id, detail);
  const second = await EventSourceUnderTest.open(api, path, { token, lastEventId: seen.at(-1)!.id! });
  await progress(app, id, '4');
  await finish(app, id);
  const rest = await second.rest();
  expect(rest.map(({ data }) => data.data?.detail ?? data.data?.state ?? 'end')).toEqual(['1', '2', '3', '4', 'live', 'end']);
  const ids = [...seen, ...rest.slice(0, -1)].map((message) => Number(message!.id));
  expect(ids).toEqual([...ids].sort((a, b) => a - b));
  const over = await EventSourceUnderTest.open(api, path, { token, lastEventId: String(ids.at(-1)) });
  expect(over.status).toBe(204);
});

test('an event whose transaction commits after a later one is not lost', async () => {
  const app = await api.deployedApp(tenant, 'overtaken');
  const id = await queued(app);
  const source = await EventSourceUnderTest.open(api, `${app.production}/deployments/${id}/events`, { token });
  await source.next();
  let commit!: () => void;
  const held = new Promise<void>((resolve) => (commit = resolve));
  const early = api.db.$transaction(async (tx) => {
    await recordEvent(tx, about(app, id), 'deployment.progress', { deploymentId: id, step: 'build', detail: 'early id' });
    await held;
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
  await progress(app, id, 'late id');
  expect((await source.next())!.data.data.detail).toBe('late id');
  commit();
  await early;
  expect((await source.next())!.data.data.detail).toBe('early id');
  source.close();
});

test('a tenant’s events come from now on, filtered by app, and never another tenant’s', async () => {
  const other = await api.tenant('other');
  const [one, two] = [await api.deployedApp(tenant, 'one'), await api.deployedApp(tenant, 'two')];
  const all = await EventSourceUnderTest.open(api, '/v1/tenants/acme/events', { token });
  const some = await EventSourceUnderTest.open(api, '/v1/tenants/acme/events?app=two', { token });
  await recordEvent(api.db, { tenantId: other.id }, 'tenant.state', { state: 'foreign' });
  await recordEvent(api.db, { tenantId: tenant.id, appId: one.appId, environmentId: one.environmentId }, 'environment.observed', { state: 'live', reason: '1' });
  await recordEvent(api.db, { tenantId: tenant.id, appId: two.appId, environmentId: two.environmentId }, 'environment.observed', { state: 'live', reason: '2' });
  expect([(await all.next())!.data.data.reason, (await all.next())!.data.data.reason]).toEqual(['1', '2']);
  expect((await some.next())!.data.data.reason).toBe('2');
  all.close();
  some.close();
});

test('many readers of one tenant share a connection to Postgres and all get everything', async () => {
  const sources = await Promise.all(Array.from({ length: 60 }, () => EventSourceUnderTest.open(api, '/v1/tenants/acme/events', { token })));
  await recordEvent(api.db, { tenantId: tenant.id }, 'budget.changed', {});
  expect((await Promise.all(sources.map((source) => source.next()))).map((message) => message!.data.kind)).toEqual(Array.from({ length: 60 }, () => 'budget.changed'));
  const [row] = await api.db.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database()`;
  expect(row!.count).toBeLessThan(30);
  for (const source of sources) source.close();
});

test('a build log is read from its beginning, followed, resumed, and ends with the build', async () => {
  const app = await api.deployedApp(tenant, 'built');
  const id = await queued(app);
  const path = `${app.production}/deployments/${id}/build-log`;
  const early = await EventSourceUnderTest.open(api, path, { token });
  const build = await api.db.build.create({ data: { tenantId: tenant.id, appId: app.appId, sourceId: app.sourceId, contentKey: 'k', state: 'running' } });
  await api.db.deployment.update({ where: { id }, data: { buildId: build.id } });
  await progress(app, id, 'building');
  const chunk = async (seq: number) => {
    await api.db.buildLogChunk.create({ data: { buildId: build.id, seq, tenantId: tenant.id, text: `line ${seq}\n` } });
    await api.db.$executeRaw`SELECT pg_notify('berth_build_log', ${build.id})`;
  };
  await chunk(0);
  expect(await early.next()).toEqual({ id: '0', data: { seq: 0, text: 'line 0\n' } });
  const once = await EventSourceUnderTest.open(api, `${path}?follow=false`, { token });
  expect(await once.rest()).toMatchObject([{ id: '0' }, { event: 'end' }]);
  await chunk(1);
  expect(await early.next()).toMatchObject({ id: '1' });
  const resumed = await EventSourceUnderTest.open(api, path, { token, lastEventId: '0' });
  await api.db.build.update({ where: { id: build.id }, data: { state: 'done' } });
  await chunk(2);
  expect((await early.rest()).map((message) => message.id ?? message.event)).toEqual(['2', 'end']);
  expect((await resumed.rest()).map((message) => message.id ?? message.event)).toEqual(['1', '2', 'end']);
});

test('a lost connection to Postgres loses no event', async () => {
  const source = await EventSourceUnderTest.open(api, '/v1/tenants/acme/events', { token, timeoutMs: 30_000 });
  await api.db.$queryRaw`SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND query ILIKE 'LISTEN%' OR query = 'SELECT 1'`;
  await recordEvent(api.db, { tenantId: tenant.id }, 'budget.changed', {});
  expect((await source.next())!.data.kind).toBe('budget.changed');
  source.close();
});

test('a removed member’s open stream is cut within seconds', async () => {
  const member = await api.user('leaver@acme.test');
  await api.db.member.create({ data: { tenantId: tenant.id, userId: member.id, role: 'viewer' } });
  const source = await EventSourceUnderTest.open(api, '/v1/tenants/acme/events', { token: member.token, timeoutMs: 40_000 });
  await api.db.member.delete({ where: { tenantId_userId: { tenantId: tenant.id, userId: member.id } } });
  await recordEvent(api.db, { tenantId: tenant.id }, 'budget.changed', {});
  const started = Date.now();
  const rest = await source.rest();
  expect(rest.at(-1)?.event).not.toBe('end');
  expect(Date.now() - started).toBeLessThan(25_000);
});

test('the end of the process cuts streams, so that readers come back elsewhere', async () => {
  const second = await ApiUnderTest.start();
  const there = await second.tenant('away');
  const source = await EventSourceUnderTest.open(second, '/v1/tenants/away/events', { token: there.members.viewer.token });
  const started = Date.now();
  await second.stop();
  expect((await source.rest()).at(-1)?.event).not.toBe('end');
  expect(Date.now() - started).toBeLessThan(5_000);
});

test('a release command’s log is followed to the end of the step, and resumed', async () => {
  const app = await api.deployedApp(tenant, 'commanded');
  const id = await queued(app);
  const path = `${app.production}/deployments/${id}/release-log`;
  const early = await EventSourceUnderTest.open(api, path, { token });
  const chunk = async (seq: number) => {
    await api.db.releaseLogChunk.create({ data: { deploymentId: id, seq, tenantId: tenant.id, text: `line ${seq}\n` } });
    await api.db.$executeRaw`SELECT pg_notify('berth_build_log', ${id})`;
  };
  await chunk(1);
  expect(await early.next()).toEqual({ id: '1', data: { seq: 1, text: 'line 1\n' } });
  await chunk(2);
  await api.db.deploymentStep.update({ where: { deploymentId_name: { deploymentId: id, name: 'release' } }, data: { state: 'failed' } });
  await progress(app, id, 'over');
  expect((await early.rest()).map((message) => message.id ?? message.event)).toEqual(['2', 'end']);
  const resumed = await EventSourceUnderTest.open(api, path, { token, lastEventId: '1' });
  expect((await resumed.rest()).map((message) => message.id ?? message.event)).toEqual(['2', 'end']);
});
