import { openDataKey, openSecret } from '@berth/sealing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ApiUnderTest } from './api-under-test.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await ApiUnderTest.start();
});
afterAll(() => api.stop());

async function start(slug: string, settings: object | null = {}, app = 'shop') {
  const tenant = await api.tenant(slug);
  const made = await api.deployedApp(tenant, app);
  const auth = { token: tenant.members.developer.token };
  const admin = { token: tenant.members.admin.token };
  const set = (body: object, who = admin) => api.ask('PATCH', `${made.path}/previews/settings`, { ...who, body });
  if (settings !== null) expect((await set({ enabled: true, ...settings })).status).toBe(200);
  const create = (branch: string, who = auth) => api.ask('POST', `${made.path}/previews`, { ...who, body: { branch } });
  const remove = (branch: string) => api.ask('DELETE', `${made.path}/previews?branch=${encodeURIComponent(branch)}`, auth);
  const configure = (body: object, environment = 'production') => api.ask('PATCH', `${made.path}/environments/${environment}/config`, { ...auth, body: { deploy: false, ...body } });
  const configOf = async (environment: string) => (await api.ask('GET', `${made.path}/environments/${environment}/config`, auth)).body;
  return { tenant, app: made, auth, admin, set, create, remove, configure, configOf };
}
const days = (count: number): number => Date.now() + count * 86_400_000;
const near = (at: string, expected: number): boolean => Math.abs(Date.parse(at) - expected) < 60_000;

test('a branch gets an environment of its own with a host, an end, and a place under its app; asked for again, the same', async () => {
  const { app, auth, create } = await start('first');
  const made = await create('Feature/Login');
  expect(made, made.text).toMatchObject({ status: 200, body: { name: 'feature-login', url: 'https://shop-feature-login-first.apps.localhost', state: 'not-deployed', preview: { branch: 'Feature/Login', basedOn: 'production' } } });
  expect(near(made.body.preview.expiresAt, days(7))).toBe(true);
  expect((await create('Feature/Login')).body.name).toBe('feature-login');
  expect(await api.db.environment.count({ where: { appId: app.appId } })).toBe(2);
  const shown = (await api.ask('GET', app.path, auth)).body.environments;
  expect(shown).toMatchObject([{ name: 'production', preview: null }, { name: 'feature-login', preview: { branch: 'Feature/Login' } }]);
  expect((await api.ask('GET', `${app.path}/previews`, auth)).body).toMatchObject({ enabled: true, most: 5, items: [{ name: 'feature-login' }] });
});

test('branches whose names would be one, or an environment’s, are kept apart', async () => {
  const { create } = await start('apart');
  const names = [];
  for (const branch of ['a/b', 'a-b', 'production', 'A_B']) names.push((await create(branch)).body.name);
  expect(names).toEqual(['a-b', expect.stringMatching(/^a-b-[0-9a-f]{4}$/), expect.stringMatching(/^production-[0-9a-f]{4}$/), expect.stringMatching(/^a-b-[0-9a-f]{4}$/)]);
  expect(new Set(names).size).toBe(4);
});

test('a host that another app has is not taken, and a long name has room in the host', async () => {
  const { tenant, create } = await start('longlonglonglonglong', {}, 'a'.repeat(30));
  const made = (await create('feature/a-rather-long-one')).body;
  expect(made.name).toMatch(/^[a-z-]{6}-[0-9a-f]{4}$/);
  expect(new URL(made.url).hostname.split('.')[0]!.length).toBeLessThanOrEqual(63);
  const shop = await start('hosts');
  await api.deployedApp(shop.tenant, 'shop-x');
  expect((await shop.create('x')).body.name).toMatch(/^x-[0-9a-f]{4}$/);
  expect(tenant.slug).toHaveLength(20);
});

test('config is a copy: variables unless the settings say none, secrets only those that they name, and the original stays apart', async () => {
  const { tenant, app, set, create, configure, configOf } = await start('copies');
  await configure({ set: { MODE: 'live', COLOUR: 'red' }, secrets: { DATABASE_URL: 'postgres://live', STRIPE_TEST_KEY: 'sk_test' } });
  const bare = (await create('bare')).body.name;
  expect(await configOf(bare)).toMatchObject({ version: 1, variables: { MODE: 'live', COLOUR: 'red' }, secrets: [] });
  await set({ secrets: 'named', secretNames: ['STRIPE_TEST_KEY', 'ABSENT'], variables: 'none' });
  const named = (await create('named')).body.name;
  expect(await configOf(named)).toMatchObject({ version: 1, variables: {}, secrets: ['STRIPE_TEST_KEY'] });
  await set({ secrets: 'all' });
  expect((await configOf((await create('every')).body.name)).secrets).toEqual(['DATABASE_URL', 'STRIPE_TEST_KEY']);
  await configure({ set: { MODE: 'test' } }, bare);
  expect((await configOf('production')).variables.MODE).toBe('live');
  const environment = await api.db.environment.findFirstOrThrow({ where: { appId: app.appId, slug: named } });
  const { secrets } = await api.db.configVersion.findFirstOrThrow({ where: { environmentId: environment.id } });
  const { dataKey } = await api.db.tenant.findUniqueOrThrow({ where: { id: tenant.id } });
  const key = openDataKey(api.env.installationKey, tenant.id, dataKey);
  expect(openSecret(key, environment.id, 'STRIPE_TEST_KEY', (secrets as Record<string, string>)['STRIPE_TEST_KEY']!)).toBe('sk_test');
  expect(() => openSecret(key, app.environmentId, 'STRIPE_TEST_KEY', (secrets as Record<string, string>)['STRIPE_TEST_KEY']!)).toThrow();
});

test('a preview may start from another environment, so that it never sees what production has', async () => {
  const { app, auth, set, create, configure, configOf } = await start('based');
  await configure({ secrets: { KEY: 'live' } });
  await api.ask('POST', `${app.path}/environments`, { ...auth, body: { name: 'preview-base' } });
  await configure({ set: { MODE: 'test' }, secrets: { KEY: 'test' } }, 'preview-base');
  await set({ base: 'preview-base', secrets: 'all' });
  const { name, preview } = (await create('x')).body;
  expect(preview.basedOn).toBe('preview-base');
  expect(await configOf(name)).toMatchObject({ variables: { MODE: 'test' }, secrets: ['KEY'] });
  for (const base of ['nowhere', name]) expect((await set({ base })).body, base).toMatchObject({ code: 'invalid-input', errors: [{ path: '/body/base' }] });
  await api.db.environment.deleteMany({ where: { appId: app.appId, slug: 'preview-base' } });
  expect((await create('y')).body).toMatchObject({ code: 'wrong-state', detail: expect.stringContaining('preview-base') });
});

test('what is not enabled, not meant, or one too many is refused with what to do', async () => {
  const { app, set, create } = await start('refuses', null);
  expect((await create('x')).body).toMatchObject({ code: 'previews-off', remedy: expect.stringContaining('berth previews enable --app shop') });
  await set({ enabled: true, branches: ['feature/*'], most: 2 });
  expect((await create('fix/x')).body).toMatchObject({ code: 'branch-without-preview', detail: expect.stringContaining('feature/*') });
  const answers = await Promise.all(['a', 'b', 'c', 'd'].map((name) => create(`feature/${name}`)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 409, 409]);
  const refused = answers.find(({ status }) => status === 409)!.body;
  expect(refused).toMatchObject({ code: 'over-budget', detail: expect.stringMatching(/^shop has 2 previews \(feature\/., feature\/.\), and 2 is the most\.$/), remedy: expect.stringContaining('berth previews delete') });
  for (const branch of ['', '-x', 'a b', 'a..b', 'x'.repeat(201), 'a\u001b[31m']) expect((await create(branch)).body.code, branch).toBe('invalid-input');
  expect(await api.db.environment.count({ where: { appId: app.appId } })).toBe(3);
});

test('settings need an admin, keep what they are not told, and do not count among an app’s ten environments', async () => {
  const { app, auth, admin, set, create } = await start('settings', { most: 11 });
  expect((await set({ enabled: false }, auth)).body.code).toBe('role-missing');
  await set({ ttlSeconds: 3600 });
  expect((await api.ask('GET', `${app.path}/previews/settings`, auth)).body).toMatchObject({ enabled: true, most: 11, ttlSeconds: 3600, secrets: 'none', branches: ['**'] });
  for (const body of [{ ttlSeconds: 1 }, { most: 0 }, { secrets: 'some' }, { branches: [] }, { branches: ['a b'] }, { size: 'huge' }, { most: 5, other: 1 }]) expect((await set(body)).body.code, JSON.stringify(body)).toBe('invalid-input');
  for (let index = 0; index < 11; index++) expect((await create(`b${index}`)).status).toBe(200);
  const more = await api.ask('POST', `${app.path}/environments`, { ...admin, body: { name: 'staging' } });
  expect(more.status, more.text).toBe(201);
});

test('each deployment to a preview begins its time anew', async () => {
  const { app, auth, create, set } = await start('extends');
  const { name } = (await create('x')).body;
  const soon = new Date(Date.now() + 60_000);
  await api.db.environment.updateMany({ where: { appId: app.appId, slug: name }, data: { expiresAt: soon, expiryWarnedAt: new Date() } });
  await set({ ttlSeconds: 86_400 });
  const deployed = await api.ask('POST', `${app.path}/environments/${name}/deployments`, { ...auth, body: { image: 'nginx' } });
  expect(deployed.status, deployed.text).toBe(202);
  const row = await api.db.environment.findFirstOrThrow({ where: { appId: app.appId, slug: name } });
  expect(near(row.expiresAt!.toISOString(), days(1))).toBe(true);
  expect(row.expiryWarnedAt).toBeNull();
  expect(await api.db.environment.findUniqueOrThrow({ where: { id: app.environmentId } })).toMatchObject({ expiresAt: null });
});

test('a developer deletes a preview by its branch; while it goes its branch waits, and it counts as nothing else', async () => {
  const { app, auth, create, remove } = await start('deletes');
  const { name } = (await create('feature/x')).body;
  await api.ask('POST', `${app.path}/environments/${name}/deployments`, { ...auth, body: { image: 'nginx' } });
  expect(await remove('feature/x')).toMatchObject({ status: 202, body: { name, state: 'deleting' } });
  const environment = await api.db.environment.findFirstOrThrow({ where: { appId: app.appId, slug: name }, include: { deployments: true } });
  expect(environment).toMatchObject({ state: 'deleting', deployments: [{ cancelRequestedAt: expect.any(Date) }] });
  expect(await api.db.outbox.count({ where: { job: 'deleteEnvironment', payload: { path: ['environmentId'], equals: environment.id } } })).toBe(1);
  expect((await remove('feature/x')).body.code).toBe('wrong-state');
  expect((await create('feature/x')).body).toMatchObject({ code: 'wrong-state', remedy: 'Try again in a few seconds.' });
  expect((await remove('other')).body.code).toBe('not-found');
  expect((await remove('production')).body.code).toBe('not-found');
});

test('a preview has its share of the budget, and no more is given without an admin', async () => {
  const { app, auth, create, set } = await start('shares');
  const { name } = (await create('x')).body;
  const environment = await api.db.environment.findFirstOrThrow({ where: { appId: app.appId, slug: name } });
  const { id: _id, environmentId: _of, createdAt: _at, processes, source, settings, ...same } = await api.db.release.findUniqueOrThrow({ where: { id: app.releaseId } });
  const large = (processes as object[]).map((process) => ({ ...process, size: { cpuRequestMillicores: 1000, memoryRequestBytes: 2 ** 30, memoryLimitBytes: 2 ** 31 } }));
  const release = await api.db.release.create({ data: { ...same, environmentId: environment.id, processes: large, source: source as object, settings: settings as object } });
  await api.db.environment.update({ where: { id: environment.id }, data: { liveReleaseId: release.id, targetReleaseId: release.id } });
  const path = `${app.path}/environments/${name}`;
  const shown = (await api.ask('GET', path, auth)).body.processes;
  expect(shown).toMatchObject([{ name: 'web', scale: { min: 1, max: 1 }, size: { cpuRequestMillicores: 100, memoryLimitBytes: 2 ** 29 } }]);
  expect((await api.ask('GET', `${path}/processes`, auth)).body.items).toMatchObject([{ scale: { min: 1, max: 1 } }]);
  const scale = (max: number) => api.ask('PUT', `${path}/processes/web/scale`, { ...auth, body: { min: max, max } });
  expect((await scale(2)).body).toMatchObject({ code: 'over-budget', detail: expect.stringContaining('1 pod of each process; 2 are asked for'), remedy: expect.stringContaining('--pods 2') });
  await set({ pods: 2 });
  expect(await scale(2)).toMatchObject({ status: 200, body: { scale: { min: 2, max: 2 } } });
  const promoted = await api.ask('POST', `${app.production}/promote`, { ...auth, body: { from: name } });
  expect(promoted.status, promoted.text).toBe(202);
  const { input } = await api.db.deployment.findUniqueOrThrow({ where: { id: promoted.body.id } });
  expect(input).toMatchObject({ processes: [{ size: { cpuRequestMillicores: 1000 } }] }); // production is not held to a preview's share
});

test('a preview is rolled out at once: stages that a request asks for are refused, and rolling is not', async () => {
  const { app, auth, create } = await start('stages');
  await create('x');
  const deploy = (strategy: object, action = 'deployments') => api.ask('POST', `${app.path}/environments/x/${action}`, { ...auth, body: { source: app.sourceId, rollout: strategy } });
  const refused = await deploy({ strategy: 'staged', watchSeconds: 9 });
  expect(refused, refused.text).toMatchObject({ status: 422, body: { code: 'invalid-input', detail: 'rollout is for environments that serve: a preview is always rolling.', errors: [{ path: '/body/rollout' }] } });
  expect((await deploy({ strategy: 'staged', watchSeconds: 9 }, 'checks')).body.code).toBe('invalid-input');
  expect((await deploy({ strategy: 'rolling' })).status).toBe(202);
  expect((await api.ask('PATCH', `${app.path}/environments/x`, { ...auth, body: { rollout: { strategy: 'staged', watchSeconds: 9 } } })).body.errors).toMatchObject([{ path: '/body/rollout' }]);
});
