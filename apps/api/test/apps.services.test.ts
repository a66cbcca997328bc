import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Database } from '../src/database.js';
import { ApiUnderTest, budget } from './api-under-test.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await ApiUnderTest.start();
});
afterAll(() => api.stop());

test('of 50 parallel creates at a budget of 5 apps exactly 5 succeed', async () => {
  const tenant = await api.tenant('crowd');
  const { token } = tenant.members.developer;
  const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => api.ask('POST', '/v1/tenants/crowd/apps', { token, body: { name: `app-${index}` } })));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(budget.apps);
  expect(answers.filter(({ body }) => body.code === 'over-budget')).toHaveLength(45);
  expect(answers.find(({ status }) => status === 409)!.body.detail).toBe('The budget allows 5 apps, and there are 5.');
  expect(await api.db.app.count({ where: { tenantId: tenant.id } })).toBe(5);
  expect(await api.db.host.count({ where: { tenantId: tenant.id } })).toBe(5);
});

test('a new app has its production environment, its host and an event, and is not deployed', async () => {
  const tenant = await api.tenant('fresh');
  const { token } = tenant.members.developer;
  const made = await api.ask('POST', '/v1/tenants/fresh/apps', { token, body: { name: 'hello' } });
  expect(made.body).toMatchObject({ name: 'hello', tenant: 'fresh', state: 'active', url: 'https://hello-fresh.apps.localhost', environments: [{ name: 'production', state: 'not-deployed', liveRelease: null, lastDeployment: null }] });
  expect(await api.db.event.findMany({ where: { tenantId: tenant.id } })).toMatchObject([{ kind: 'app.created', data: { app: 'hello' }, actor: 'developer@fresh.test' }]);
  expect((await api.ask('POST', '/v1/tenants/fresh/apps', { token, body: { name: 'hello' } })).body.code).toBe('name-taken');
  expect((await api.ask('POST', '/v1/tenants/fresh/apps', { token, body: { name: 'source' } })).body.code).toBe('name-reserved');
});

test.each(['', 'A', 'a_b', '-a', 'a-', '1a', 'a'.repeat(31), 'a;rm -rf', '../x', '$(id)', 'a b', 'ä', '--help', 'a\nb', 'a\0b'])('the name %j is refused with the place of the field', async (name) => {
  await api.installation();
  const known = await api.db.tenant.findUnique({ where: { slug: 'badnames' } });
  const token = known ? badNamesToken : (badNamesToken = (await api.tenant('badnames')).members.owner.token);
  const answer = await api.ask('POST', '/v1/tenants/badnames/apps', { token, body: { name } });
  expect(answer).toMatchObject({ status: 422, body: { code: 'invalid-input', errors: [{ path: '/body/name' }] } });
});
let badNamesToken = '';

test('a list costs the caller’s query and three more, whatever its length', async () => {
  const tenant = await api.tenant('counted');
  const { token } = tenant.members.viewer;
  for (let index = 0; index < 12; index += 1) await api.deployedApp(tenant, `app-${index}`);
  await api.ask('GET', '/v1/me', { token }); // writes when the token was used last
  const rows = vi.spyOn(api.app.get(Database), 'rows');
  for (const limit of [1, 12]) {
    rows.mockClear();
    expect((await api.ask('GET', `/v1/tenants/counted/apps?limit=${limit}`, { token })).body.items).toHaveLength(limit);
    expect(rows.mock.calls.map(([{ name }]) => name)).toEqual(['authenticate-token', 'list-apps', 'last-deployments', 'steps']);
  }
  rows.mockRestore();
});

test('apps are listed by name in pages, and found by a part of it', async () => {
  const tenant = await api.tenant('pages');
  const { token } = tenant.members.viewer;
  for (const slug of ['zeta', 'alpha', 'mid-1', 'mid-2', 'omega']) await api.deployedApp(tenant, slug);
  const first = await api.ask('GET', '/v1/tenants/pages/apps?limit=2', { token });
  expect(first.body.items.map((app: { name: string }) => app.name)).toEqual(['alpha', 'mid-1']);
  const second = await api.ask('GET', `/v1/tenants/pages/apps?limit=3&cursor=${first.body.nextCursor}`, { token });
  expect(second.body).toMatchObject({ items: [{ name: 'mid-2' }, { name: 'omega' }, { name: 'zeta' }], nextCursor: null });
  expect(second.body.items[0].environments[0]).toMatchObject({ liveRelease: 1, lastDeployment: { number: 1, state: 'live', release: 1 } });
  const found = await api.ask('GET', '/v1/tenants/pages/apps?search=MID', { token });
  expect(found.body.items.map((app: { name: string }) => app.name)).toEqual(['mid-1', 'mid-2']);
  expect((await api.ask('GET', '/v1/tenants/pages/apps?search=%25', { token })).body.items).toEqual([]);
  for (const query of ['limit=0', 'limit=101', 'limit=x', 'limit=1&limit=2', 'cursor=abc']) expect((await api.ask('GET', `/v1/tenants/pages/apps?${query}`, { token })).body.code, query).toBe('invalid-input');
});

test('an app is deleted once its name is typed again; what runs for it is cancelled', async () => {
  const tenant = await api.tenant('gone');
  const app = await api.deployedApp(tenant, 'old');
  const { token } = tenant.members.admin;
  const queued = await api.ask('POST', `${app.production}/restart`, { token });
  expect((await api.ask('DELETE', `${app.path}?confirm=other`, { token })).body).toMatchObject({ code: 'invalid-input', errors: [{ path: '/query/confirm' }] });
  const deleted = await api.ask('DELETE', `${app.path}?confirm=old`, { token });
  expect(deleted).toMatchObject({ status: 202, body: { name: 'old', state: 'deleting' } });
  expect(await api.db.outbox.findMany({ where: { job: 'deleteApp' } })).toMatchObject([{ payload: { tenantId: tenant.id, appId: app.appId } }]);
  expect((await api.db.deployment.findUnique({ where: { id: queued.body.id } }))!.cancelRequestedAt).not.toBeNull();
  expect((await api.ask('DELETE', `${app.path}?confirm=old`, { token })).body.code).toBe('wrong-state');
  expect((await api.ask('POST', `${app.production}/deployments`, { token, body: { image: 'nginx' } })).body.code).toBe('wrong-state');
  expect((await api.ask('GET', app.production, { token })).body.state).toBe('deleting');
});

test('a developer takes back an app that was never deployed, and no other', async () => {
  const other = await api.tenant('takesback');
  const auth = { token: other.members.developer.token };
  const deployed = await api.deployedApp(other, 'shop');
  expect(deployed.appId).toBeTruthy();
  expect((await api.ask('DELETE', '/v1/tenants/takesback/apps/shop?confirm=shop', auth)).body).toMatchObject({ code: 'role-missing', detail: 'Deleting an app that was deployed needs the role admin; you are developer.' });
  await api.ask('POST', '/v1/tenants/takesback/apps', { ...auth, body: { name: 'vain' } });
  expect((await api.ask('DELETE', '/v1/tenants/takesback/apps/vain?confirm=vain', { token: other.members.viewer.token })).body.code).toBe('role-missing');
  expect((await api.ask('DELETE', '/v1/tenants/takesback/apps/vain?confirm=vain', auth)).status).toBe(202);
});

test('nothing is deployed or made in a suspended tenant, and its apps can be read', async () => {
  const tenant = await api.tenant('paused');
  const app = await api.deployedApp(tenant, 'shop');
  await api.db.tenant.update({ where: { id: tenant.id }, data: { state: 'suspended' } });
  const { token } = tenant.members.owner;
  const asks: [string, string, unknown][] = [
    ['POST', '/v1/tenants/paused/apps', { name: 'x' }],
    ['POST', `${app.production}/deployments`, { image: 'nginx' }],
    ['POST', `${app.production}/restart`, undefined],
    ['POST', `${app.production}/rollback`, { version: 1 }],
    ['PATCH', `${app.production}/config`, { set: { A: '1' } }],
    ['PUT', `${app.production}/processes/web/scale`, { min: 1, max: 1 }],
  ];
  for (const [method, path, body] of asks) expect((await api.ask(method, path, { token, ...(body !== undefined && { body }) })).body.code, path).toBe('tenant-suspended');
  expect((await api.ask('GET', app.path, { token })).status).toBe(200);
});

test('scaling beyond the budget is refused with the numbers, and within it written with its job', async () => {
  const tenant = await api.tenant('scaled');
  const app = await api.deployedApp(tenant, 'shop');
  const { token } = tenant.members.developer;
  const tooMany = await api.ask('PUT', `${app.production}/processes/web/scale`, { token, body: { min: 30, max: 30 } });
  expect(tooMany.body).toMatchObject({ status: 409, code: 'over-budget', detail: 'All apps of the tenant together would need more than its budget: memory 15360Mi (budget 8192Mi), 30 pods (budget 20).' });
  const range = await api.ask('PUT', `${app.production}/processes/web/scale`, { token, body: { min: 2, max: 40 } });
  expect(range.body, range.text).toMatchObject({ name: 'web', scale: { min: 2, max: 40 } });
  expect((await api.db.environment.findUnique({ where: { id: app.environmentId } }))!.scale).toEqual({ web: { min: 2, max: 40 } });
  expect(await api.db.outbox.findMany({ where: { job: 'reconcileEnvironment' } })).toMatchObject([{ payload: { tenantId: tenant.id, environmentId: app.environmentId } }]);
  expect((await api.ask('PUT', `${app.production}/processes/nope/scale`, { token, body: { min: 1, max: 1 } })).status).toBe(404);
  for (const body of [{ min: 3, max: 2 }, { min: -1, max: 1 }, { min: 1, max: 2, idleSeconds: 60 }, { min: 0, max: 2, idleSeconds: 1 }, { min: 1 }, { min: 1.5, max: 2 }, { min: 1, max: 100_000 }]) {
    expect((await api.ask('PUT', `${app.production}/processes/web/scale`, { token, body })).body.code, JSON.stringify(body)).toBe('invalid-input');
  }
});

test('a process says which settings stand in files of its source, and not what every process of a source has', async () => {
  const tenant = await api.tenant('filed');
  const app = await api.deployedApp(tenant, 'shop');
  const { token } = tenant.members.viewer;
  const read = async () => (await api.ask('GET', app.production, { token })).body.processes[0].fromSource;
  expect(await read()).toEqual([]);
  await api.db.release.update({ where: { id: app.releaseId }, data: { settings: { fromSource: { web: ['kind', 'port', 'scale'], jobs: ['kind'] } } } });
  expect(await read()).toEqual(['port', 'scale']);
  expect((await api.ask('GET', `${app.production}/processes`, { token })).body.items[0].fromSource).toEqual(['port', 'scale']);
});

test('only what requests come to may sleep, on a cluster that can wake it up', async () => {
  const tenant = await api.tenant('sleepers');
  const app = await api.deployedApp(tenant, 'shop');
  const { token } = tenant.members.developer;
  const scale = (body: object) => api.ask('PUT', `${app.production}/processes/web/scale`, { token, body });
  expect((await scale({ min: 0, max: 2 })).body).toMatchObject({ status: 409, code: 'cannot-sleep' });
  const { clusterId } = await api.db.tenant.update({ where: { id: tenant.id }, data: { cluster: { update: { activatorAddress: '10.96.0.22:8080', ingressMetricsUrl: 'http://127.0.0.1:8089/metrics' } } } });
  try {
    expect((await scale({ min: 0, max: 2, idleSeconds: 60 })).body).toMatchObject({ scale: { min: 0, max: 2, idleSeconds: 60 } });
  } finally {
    await api.db.cluster.update({ where: { id: clusterId }, data: { activatorAddress: null, ingressMetricsUrl: null } });
  }
});

test('only a range that gets requests can follow them, on a cluster whose autoscalers are told of them', async () => {
  const tenant = await api.tenant('followers');
  const app = await api.deployedApp(tenant, 'shop');
  const { token } = tenant.members.developer;
  const scale = (body: object) => api.ask('PUT', `${app.production}/processes/web/scale`, { token, body });
  const range = { min: 1, max: 5, requestsPerSecond: 50 };
  expect((await scale(range)).body).toMatchObject({ status: 409, code: 'requests-uncounted', detail: expect.stringContaining('an operator has to install what serves the external metric ingress_requests_per_second') as string, remedy: expect.stringContaining('by CPU') as string });
  expect((await api.db.environment.findUniqueOrThrow({ where: { id: app.environmentId } })).scale).toEqual({});
  expect((await scale({ min: 2, max: 2, requestsPerSecond: 50 })).body.code).toBe('invalid-input');
  const { clusterId } = await api.db.tenant.update({ where: { id: tenant.id }, data: { cluster: { update: { requestMetrics: true } } } });
  try {
    expect((await scale(range)).body).toMatchObject({ scale: range });
  } finally {
    await api.db.cluster.update({ where: { id: clusterId }, data: { requestMetrics: false } });
  }
});

test('parallel scalings of two apps cannot pass the budget together', async () => {
  const tenant = await api.tenant('rivals');
  const [one, two] = [await api.deployedApp(tenant, 'one'), await api.deployedApp(tenant, 'two')];
  const { token } = tenant.members.developer;
  const answers = await Promise.all([one, two].map((app) => api.ask('PUT', `${app.production}/processes/web/scale`, { token, body: { min: 12, max: 12 } })));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
});
