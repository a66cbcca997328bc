import { afterAll, beforeAll, expect, test } from 'vitest';
import { ApiUnderTest, password } from './api-under-test.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await ApiUnderTest.start();
});
afterAll(() => api.stop());

test('a new address gets an account with the password given, and can log in', async () => {
  const { members } = await api.tenant('grows');
  const add = (body: unknown) => api.ask('POST', '/v1/tenants/grows/members', { token: members.admin.token, body });
  expect((await add({ email: 'new@grows.test', role: 'developer' })).body).toMatchObject({ code: 'invalid-input', errors: [{ path: '/body/password' }] });
  expect((await add({ email: 'new@grows.test', role: 'developer', password: 'short' })).body.code).toBe('invalid-input');
  const added = await add({ email: 'New@grows.test', role: 'developer', password });
  expect(added, added.text).toMatchObject({ status: 201, body: { email: 'new@grows.test', role: 'developer' } });
  expect((await add({ email: 'new@grows.test', role: 'viewer' })).body.code).toBe('name-taken');
  expect((await api.ask('POST', '/v1/login', { body: { email: 'new@grows.test', password } })).body.tenants).toEqual([{ tenant: 'grows', name: 'grows', role: 'developer' }]);
  const listed = await api.ask('GET', '/v1/tenants/grows/members?limit=3', { token: members.viewer.token });
  expect(listed.body.items).toHaveLength(3);
  expect((await api.ask('GET', `/v1/tenants/grows/members?cursor=${listed.body.nextCursor}`, { token: members.viewer.token })).body.items).toHaveLength(2);
});

test('a member added again to another tenant keeps the password that they have', async () => {
  const one = await api.tenant('first');
  const two = await api.tenant('second');
  await api.ask('POST', '/v1/tenants/second/members', { token: two.members.owner.token, body: { email: one.members.viewer.email, role: 'viewer', password: 'taken over by the other' } });
  expect((await api.ask('POST', '/v1/login', { body: { email: one.members.viewer.email, password: 'taken over by the other' } })).status).toBe(401);
  expect((await api.ask('POST', '/v1/login', { body: { email: one.members.viewer.email, password } })).status).toBe(200);
});

test('an admin cannot make, change or remove an owner', async () => {
  const { members } = await api.tenant('ranks');
  const { token } = members.admin;
  expect((await api.ask('POST', '/v1/tenants/ranks/members', { token, body: { email: 'x@x.test', role: 'owner', password } })).body.code).toBe('role-missing');
  expect((await api.ask('PATCH', `/v1/tenants/ranks/members/${members.developer.id}`, { token, body: { role: 'owner' } })).body.code).toBe('role-missing');
  expect((await api.ask('PATCH', `/v1/tenants/ranks/members/${members.owner.id}`, { token, body: { role: 'viewer' } })).body.code).toBe('role-missing');
  expect((await api.ask('DELETE', `/v1/tenants/ranks/members/${members.owner.id}`, { token })).body.code).toBe('role-missing');
});

test('the last owner stays one', async () => {
  const { members } = await api.tenant('alone');
  const { token, id } = members.owner;
  expect((await api.ask('PATCH', `/v1/tenants/alone/members/${id}`, { token, body: { role: 'admin' } })).body.code).toBe('wrong-state');
  expect((await api.ask('DELETE', `/v1/tenants/alone/members/${id}`, { token })).body.code).toBe('wrong-state');
  expect((await api.ask('PATCH', `/v1/tenants/alone/members/${members.admin.id}`, { token, body: { role: 'owner' } })).body.role).toBe('owner');
  const both = await Promise.all([api.ask('DELETE', `/v1/tenants/alone/members/${id}`, { token }), api.ask('DELETE', `/v1/tenants/alone/members/${members.admin.id}`, { token: members.admin.token })]);
  expect(both.map(({ status }) => status).sort()).not.toEqual([204, 204]);
  expect(await api.db.member.count({ where: { tenant: { slug: 'alone' }, role: 'owner' } })).toBe(1);
});
