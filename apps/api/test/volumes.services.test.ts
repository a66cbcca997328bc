import { defaultWebProcess } from '@berth/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ApiUnderTest } from './api-under-test.js';

let api: ApiUnderTest;
let tenant: Awaited<ReturnType<ApiUnderTest['tenant']>>;
let token: string;
beforeAll(async () => {
  api = await ApiUnderTest.start();
  tenant = await api.tenant('acme');
  token = tenant.members.admin.token;
});
afterAll(() => api.stop());

const data = { name: 'data', path: '/data', sizeBytes: 2 ** 30 };
type App = Awaited<ReturnType<ApiUnderTest['deployedApp']>>;
async function appWithVolumes(slug: string): Promise<App> {
  const app = await api.deployedApp(tenant, slug);
  await api.db.release.update({ where: { id: app.releaseId }, data: { processes: [{ ...defaultWebProcess, volumes: [data] }] } });
  const row = { environmentId: app.environmentId, tenantId: tenant.id, process: 'web', sizeBytes: 2 ** 30 };
  await api.db.volume.createMany({ data: [{ ...row, name: 'data', bound: true }, { ...row, name: 'old', sizeBytes: 2 ** 24 }] });
  return app;
}
const stateOf = async (app: App): Promise<Record<string, string>> => Object.fromEntries((await api.ask('GET', `${app.production}/volumes`, { token })).body.items.map(({ name, state }: { name: string; state: string }) => [name, state]));
const remove = (app: App, name: string, confirm = name, as = token) => api.ask('DELETE', `${app.production}/volumes/${name}?confirm=${confirm}`, { token: as });
const reconciles = (app: App) => api.db.outbox.count({ where: { job: 'reconcileEnvironment', payload: { path: ['environmentId'], equals: app.environmentId } } });

test('the list shows what is used, where, and what is not used any more', async () => {
  const app = await appWithVolumes('listed');
  const { items } = (await api.ask('GET', `${app.production}/volumes`, { token })).body;
  expect(items).toEqual([
    { name: 'data', process: 'web', path: '/data', sizeBytes: 2 ** 30, state: 'bound', createdAt: expect.stringMatching(/^20.+Z$/) },
    { name: 'old', process: 'web', path: null, sizeBytes: 2 ** 24, state: 'unused', createdAt: expect.any(String) },
  ]);
  await api.db.volume.updateMany({ where: { environmentId: app.environmentId }, data: { bound: false } });
  expect(await stateOf(app)).toEqual({ data: 'pending', old: 'unused' });
});

test('one that is not used is deleted by its name typed again, once, and by an admin alone', async () => {
  const app = await appWithVolumes('deleted');
  expect((await remove(app, 'old', 'odl')).body.code).toBe('invalid-input');
  expect((await remove(app, 'old', 'old', tenant.members.developer.token)).body.code).toBe('role-missing');
  expect(await reconciles(app)).toBe(0);
  expect(await remove(app, 'old')).toMatchObject({ status: 202, body: { name: 'old', state: 'deleting' } });
  expect(await reconciles(app)).toBe(1);
  const { deletedAt } = await api.db.volume.findUniqueOrThrow({ where: { environmentId_name: { environmentId: app.environmentId, name: 'old' } } });
  expect((await remove(app, 'old')).status).toBe(202);
  expect((await api.db.volume.findUniqueOrThrow({ where: { environmentId_name: { environmentId: app.environmentId, name: 'old' } } })).deletedAt).toEqual(deletedAt);
  expect(await stateOf(app)).toEqual({ data: 'bound', old: 'deleting' });
  expect((await remove(app, 'nothere')).status).toBe(404);
});

test('one that is used, or may soon be, is not deleted', async () => {
  const app = await appWithVolumes('used');
  expect(await remove(app, 'data')).toMatchObject({ status: 409, body: { code: 'volume-in-use', detail: 'Process web uses volume data.' } });
  await api.db.deployment.create({ data: { tenantId: tenant.id, environmentId: app.environmentId, number: 2, cause: 'deploy', input: { kind: 'current' } } });
  expect(await remove(app, 'old')).toMatchObject({ status: 409, body: { code: 'wrong-state' } });
  expect(await stateOf(app)).toEqual({ data: 'bound', old: 'unused' });
});

test('a process with a volume has one pod or none: more, a range and sleep are refused, and what it was scaled to before does not count', async () => {
  const app = await appWithVolumes('scaled');
  const scale = (body: object) => api.ask('PUT', `${app.production}/processes/web/scale`, { token, body });
  for (const body of [{ min: 2, max: 2 }, { min: 1, max: 2 }, { min: 0, max: 1 }]) expect((await scale(body)).body.code, JSON.stringify(body)).toBe('has-volume');
  expect((await scale({ min: 0, max: 0 })).status).toBe(200);
  expect((await scale({ min: 1, max: 1 })).status).toBe(200);
  await api.db.environment.update({ where: { id: app.environmentId }, data: { scale: { web: { min: 3, max: 9 } } } });
  expect((await api.ask('GET', `${app.production}/processes`, { token })).body.items[0].scale).toEqual({ min: 1, max: 1 });
});
