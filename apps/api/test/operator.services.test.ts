import { afterAll, beforeAll, expect, test } from 'vitest';
import { ApiUnderTest, budget, password } from './api-under-test.js';

let api: ApiUnderTest;
let token: string;
beforeAll(async () => {
  api = await ApiUnderTest.start();
  await api.installation();
  token = (await api.user('operator@berth.test', { operator: true })).token;
});
afterAll(() => api.stop());

const create = (body: unknown) => api.ask('POST', '/v1/operator/tenants', { token, body });

test('a tenant is made with its owner, its plan’s budget, a key of its own and a job, and waits for nothing', async () => {
  const made = await create({ slug: 'newteam', owner: { email: 'boss@newteam.test', password } });
  expect(made, made.text).toMatchObject({ status: 201, body: { slug: 'newteam', name: 'newteam', state: 'provisioning', plan: 'team', cluster: 'local', members: 1, apps: 0 } });
  const row = await api.db.tenant.findUniqueOrThrow({ where: { slug: 'newteam' } });
  expect(row.budget).toEqual(budget);
  expect(await api.db.outbox.findMany({ where: { job: 'provisionTenant' } })).toMatchObject([{ payload: { tenantId: row.id } }]);
  expect((await api.ask('POST', '/v1/login', { body: { email: 'boss@newteam.test', password } })).body.tenants).toMatchObject([{ tenant: 'newteam', role: 'owner' }]);
  expect((await create({ slug: 'newteam', owner: { email: 'boss@newteam.test' } })).body.code).toBe('name-taken');
});

test.each(['api', 'www', 'admin', 'build', 'system', 'berth', 'registry', 'mirror', 'operator'])('the name %s is kept for the platform', async (slug) => {
  expect((await create({ slug, owner: { email: 'a@b.test', password } })).body.code).toBe('name-reserved');
});

test.each(['a-b', 'Acme', 'ab', '1ab', 'a'.repeat(21), 'kube-system', '../a', ''])('the name %j is refused', async (slug) => {
  expect((await create({ slug, owner: { email: 'a@b.test', password } })).body).toMatchObject({ code: 'invalid-input', errors: [{ path: '/body/slug' }] });
});

test('an unknown plan or cluster, and a new owner without a password, leave no tenant behind', async () => {
  expect((await create({ slug: 'halfmade', plan: 'nope', owner: { email: 'a@b.test', password } })).body).toMatchObject({ code: 'not-found', detail: 'There is no plan nope.' });
  expect((await create({ slug: 'halfmade', cluster: 'nope', owner: { email: 'a@b.test', password } })).body.code).toBe('not-found');
  expect((await create({ slug: 'halfmade', owner: { email: 'nobody@b.test' } })).body).toMatchObject({ code: 'invalid-input', errors: [{ path: '/body/owner/password' }] });
  expect(await api.db.tenant.count({ where: { slug: 'halfmade' } })).toBe(0);
  expect(await api.db.user.count({ where: { email: { in: ['a@b.test', 'nobody@b.test'] } } })).toBe(0);
});

test('suspend, resume and delete follow the states', async () => {
  await api.tenant('cycle');
  const act = (action: string) => api.ask('POST', `/v1/operator/tenants/cycle/${action}`, { token });
  expect((await act('resume')).body).toMatchObject({ code: 'wrong-state', detail: 'The tenant is active; to resume it, it must be suspended.' });
  expect((await act('suspend')).body.state).toBe('suspended');
  expect((await act('suspend')).body.code).toBe('wrong-state');
  expect((await act('resume')).body.state).toBe('active');
  expect((await api.ask('DELETE', '/v1/operator/tenants/cycle?confirm=other', { token })).body.code).toBe('invalid-input');
  expect((await api.ask('DELETE', '/v1/operator/tenants/cycle?confirm=cycle', { token })).body.state).toBe('deleting');
  expect((await act('suspend')).body.code).toBe('wrong-state');
  expect((await api.ask('PUT', '/v1/operator/tenants/cycle/budget', { token, body: { budget: { pods: 1 } } })).body.code).toBe('wrong-state');
  expect(await api.db.outbox.count({ where: { job: 'deleteTenant' } })).toBe(1);
});

test('a budget is changed by field or by plan, with its event and job', async () => {
  const tenant = await api.tenant('budgeted');
  const put = (body: unknown) => api.ask('PUT', '/v1/operator/tenants/budgeted/budget', { token, body });
  expect((await put({ budget: { cpuMillicores: 9000 } })).body).toEqual({ plan: 'team', budget: { ...budget, cpuMillicores: 9000 }, used: null, measuredAt: null });
  const small = { cpuMillicores: 500, memoryBytes: 2 ** 30, pods: 4, storageBytes: 0, apps: 1 };
  expect((await api.ask('PUT', '/v1/operator/plans/small', { token, body: { budget: small } })).body).toEqual({ name: 'small', budget: small, isDefault: false });
  expect((await put({ plan: 'small', budget: { apps: 2 } })).body).toMatchObject({ plan: 'small', budget: { ...small, apps: 2 } });
  await api.db.tenant.update({ where: { id: tenant.id }, data: { budgetUse: { ...small, apps: 0 }, measuredAt: new Date() } });
  await api.deployedApp(tenant, 'one');
  expect((await api.ask('GET', '/v1/tenants/budgeted/budget', { token: tenant.members.viewer.token })).body.used).toEqual({ ...small, apps: 1 });
  expect(await api.db.event.count({ where: { tenantId: tenant.id, kind: 'budget.changed' } })).toBe(2);
  for (const bad of [{ budget: { pods: -1 } }, { budget: { pods: 1.5 } }, { budget: { cpuMillicores: 1e12 } }]) expect((await put(bad)).body.code).toBe('invalid-input');
});

test('one plan is the default at any time', async () => {
  const put = (name: string, isDefault: boolean) => api.ask('PUT', `/v1/operator/plans/${name}`, { token, body: { budget, isDefault } });
  await Promise.all(Array.from({ length: 6 }, (_, index) => put(`plan-${index}`, true)));
  expect(await api.db.plan.count({ where: { isDefault: true } })).toBe(1);
  const [row] = await api.db.plan.findMany({ where: { isDefault: true } });
  expect((await put(row!.name, false)).body.isDefault).toBe(true);
});

test('clusters are listed without their credentials', async () => {
  const answer = await api.ask('GET', '/v1/operator/clusters', { token });
  expect(answer.body.items).toMatchObject([{ name: 'local', baseDomain: 'apps.localhost', observed: null }]);
  expect(answer.text).not.toMatch(/kubeconfig|registryKeys|sealed/i);
});

test('a limited token of an operator has none of this', async () => {
  const { id } = await api.db.user.findUniqueOrThrow({ where: { email: 'operator@berth.test' } });
  const limited = await api.token(id, { role: 'viewer' });
  expect((await api.ask('GET', '/v1/operator/tenants', { token: limited })).status).toBe(404);
  expect((await api.ask('GET', '/v1/me', { token: limited })).body.operator).toBe(false);
});
