import { afterAll, beforeAll, expect, test } from 'vitest';
import { ApiUnderTest } from './api-under-test.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await ApiUnderTest.start();
});
afterAll(() => api.stop());

async function start(slug: string, app = 'shop') {
  const tenant = await api.tenant(slug);
  const made = await api.deployedApp(tenant, app);
  const auth = { token: tenant.members.developer.token };
  const create = (name: string, who = auth) => api.ask('POST', `${made.path}/environments`, { ...who, body: { name } });
  const at = (name: string) => `${made.path}/environments/${name}`;
  return { tenant, app: made, auth, admin: { token: tenant.members.admin.token }, create, at };
}

test('an environment has a host and a config of its own, and begins with nothing', async () => {
  const { app, auth, create, at } = await start('first');
  const made = await create('staging');
  expect(made, made.text).toMatchObject({ status: 201, body: { name: 'staging', url: 'https://shop-staging-first.apps.localhost', state: 'not-deployed', liveRelease: null, configVersion: 0 } });
  await api.ask('PATCH', `${at('staging')}/config`, { ...auth, body: { set: { MODE: 'test' } } });
  expect((await api.ask('GET', `${app.production}/config`, auth)).body.variables).toEqual({});
  expect((await api.ask('GET', app.path, auth)).body.environments.map(({ name }: { name: string }) => name)).toEqual(['production', 'staging']);
  expect((await create('staging')).body).toMatchObject({ code: 'name-taken', detail: 'There is an environment staging already.' });
});

test('a host that an app has already, one that is too long, and a bad name are refused', async () => {
  const { tenant, create } = await start('hosts');
  await api.deployedApp(tenant, 'shop-staging');
  expect((await create('staging')).body).toMatchObject({ code: 'name-taken', detail: 'The host name of shop-staging is in use.' });
  for (const name of ['', 'Up', '-x', 'a_b', 'x'.repeat(31)]) expect((await create(name)).body.code, name).toBe('invalid-input');
  const long = await start('longlonglonglonglong', 'a'.repeat(30));
  expect((await long.create('b'.repeat(30))).body).toMatchObject({ code: 'invalid-input', errors: [{ path: '/body/name' }] });
  expect((await long.create('b'.repeat(11))).status).toBe(201);
});

test('parallel calls make one, and an app has ten at most', async () => {
  const { app, create } = await start('many');
  const same = await Promise.all([1, 2, 3].map(() => create('one')));
  expect(same.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  await Promise.all(Array.from({ length: 12 }, (_, index) => create(`n${index}`)));
  expect(await api.db.environment.count({ where: { appId: app.appId } })).toBe(10);
  expect((await create('more')).body.code).toBe('over-budget');
});

test('deleting takes the name again, an admin, and not production; what comes after is refused', async () => {
  const { app, auth, admin, create, at } = await start('deletes');
  await create('staging');
  const remove = (name: string, confirm: string, who = admin) => api.ask('DELETE', `${at(name)}?confirm=${confirm}`, who);
  expect((await remove('staging', 'staging', auth)).body.code).toBe('role-missing');
  expect((await remove('staging', 'stage')).body.code).toBe('invalid-input');
  expect((await remove('production', 'production')).body).toMatchObject({ code: 'wrong-state', remedy: expect.stringContaining('berth apps delete shop') });
  expect(await remove('staging', 'staging')).toMatchObject({ status: 202, body: { state: 'deleting' } });
  expect(await api.db.outbox.count({ where: { job: 'deleteEnvironment' } })).toBe(1);
  expect((await api.ask('GET', at('staging'), auth)).body.state).toBe('deleting');
  expect((await api.ask('GET', app.path, auth)).body).toMatchObject({ state: 'active', environments: [{ name: 'production', state: 'unknown' }, { name: 'staging', state: 'deleting' }] });
  expect((await api.ask('POST', `${at('staging')}/deployments`, { ...auth, body: { image: 'nginx' } })).body).toMatchObject({ code: 'wrong-state', detail: 'The environment is being deleted.' });
  expect((await create('staging')).body).toMatchObject({ code: 'name-taken', detail: 'The environment staging is still being deleted.' });
});

test('a promotion takes the image by digest and the settings, and not the config', async () => {
  const { app, auth, create, at } = await start('promotes');
  await create('staging');
  const promote = (to: string, body: object) => api.ask('POST', `${at(to)}/promote`, { ...auth, body });
  await api.ask('PATCH', `${app.production}/config`, { ...auth, body: { set: { SECRETIVE: 'yes' }, deploy: false } });
  await api.db.release.update({ where: { id: app.releaseId }, data: { image: 'registry:5000/x@sha256:aa', settings: { releaseCommand: { command: ['migrate'], timeoutSeconds: 60 }, requires: ['A'] } } });
  const made = await promote('staging', { from: 'production' });
  expect(made, made.text).toMatchObject({ status: 202, body: { cause: 'promote', environment: 'staging', number: 1, state: 'queued' } });
  const { input } = await api.db.deployment.findUniqueOrThrow({ where: { id: made.body.id } });
  expect(input).toMatchObject({ kind: 'image', ref: 'registry:5000/x@sha256:aa', processes: [{ name: 'web' }], settings: { releaseCommand: { command: ['migrate'] }, requires: ['A'] }, description: 'v1 of production' });
  expect(JSON.stringify(input)).not.toContain('SECRETIVE');
  expect((await promote('production', { from: 'staging' })).body.code).toBe('no-release');
  expect((await promote('staging', { from: 'production', version: 7 })).body.code).toBe('release-not-found');
  expect((await promote('staging', { from: 'staging' })).body.code).toBe('invalid-input');
  expect((await promote('staging', { from: 'nowhere' })).body).toMatchObject({ code: 'not-found', detail: expect.stringContaining('no environment nowhere') });
});
