import { openDataKey, openSecret } from '@berth/sealing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ApiUnderTest } from './api-under-test.js';
import { EventSourceUnderTest } from './event-source.js';

let api: ApiUnderTest;
let tenant: Awaited<ReturnType<ApiUnderTest['tenant']>>;
let app: Awaited<ReturnType<ApiUnderTest['deployedApp']>>;
let token: string;
beforeAll(async () => {
  api = await ApiUnderTest.start();
  tenant = await api.tenant('acme');
  app = await api.deployedApp(tenant, 'shop');
  token = tenant.members.developer.token;
});
afterAll(() => api.stop());

const secret = 'hunter2-very-secret-value';
const change = (body: unknown, headers: Record<string, string> = {}) => api.ask('PATCH', `${app.production}/config`, { token, body, headers });

test('a secret’s value is in no answer, event, job or row, and opens with the tenant’s key alone', async () => {
  const events = await EventSourceUnderTest.open(api, '/v1/tenants/acme/events', { token });
  const set = await change({ set: { GREETING: 'hi' }, secrets: { API_KEY: secret } });
  expect(set.status, set.text).toBe(200);
  expect(set.body.config).toMatchObject({ version: 1, variables: { GREETING: 'hi' }, secrets: ['API_KEY'], changedBy: 'developer@acme.test' });
  expect(set.body.deployment).toMatchObject({ cause: 'config', state: 'queued', number: 2 });
  const seen = [set.text, (await api.ask('GET', `${app.production}/config`, { token })).text, (await api.ask('GET', `${app.production}/deployments`, { token })).text, JSON.stringify([await events.next(), await events.next()])];
  events.close();
  expect(seen.join('')).not.toContain(secret);
  const tables = await api.db.$queryRaw<{ name: string }[]>`SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public'`;
  for (const { name } of tables) {
    const [row] = await api.db.$queryRawUnsafe<{ found: number }[]>(`SELECT count(*)::int AS found FROM "${name}" t WHERE t::text LIKE '%${secret}%' OR t::text LIKE '%${Buffer.from(secret).toString('hex')}%' OR t::text LIKE '%${Buffer.from(secret).toString('base64').slice(0, 30)}%'`);
    expect(row!.found, name).toBe(0);
  }
  const { dataKey } = await api.db.tenant.findUniqueOrThrow({ where: { id: tenant.id } });
  const row = await api.db.configVersion.findUniqueOrThrow({ where: { environmentId_version: { environmentId: app.environmentId, version: 1 } } });
  expect(openSecret(openDataKey(api.env.installationKey, tenant.id, dataKey), app.environmentId, 'API_KEY', (row.secrets as Record<string, string>)['API_KEY']!)).toBe(secret);
});

test('a change that changes nothing makes no version; without deploy nothing is deployed', async () => {
  const before = await change({ set: { A: '1' }, deploy: false });
  expect(before.body).toMatchObject({ deployment: null, config: { variables: { A: '1', GREETING: 'hi' } } });
  const same = await change({ set: { A: '1' } });
  expect(same.body).toEqual({ config: before.body.config, deployment: null });
  const removed = await change({ unset: ['A', 'API_KEY'], deploy: false });
  expect(removed.body.config).toMatchObject({ version: before.body.config.version + 1, secrets: [] });
  expect(removed.body.config.variables).not.toHaveProperty('A');
});

test('parallel changes are all kept', async () => {
  await Promise.all(Array.from({ length: 12 }, (_, index) => change({ set: { [`P${index}`]: String(index) }, deploy: false })));
  const { body } = await api.ask('GET', `${app.production}/config`, { token });
  for (let index = 0; index < 12; index += 1) expect(body.variables[`P${index}`]).toBe(String(index));
});

test.each([{ set: { 'a b': '1' } }, { set: { '1A': 'x' } }, { secrets: { 'A-B': 'x' } }, { set: { A: 1 } }, { set: { A: 'x'.repeat(65_537) } }, { set: { A: 'a\0b' } }, { unset: ['$(id)'] }, { set: { A: '1' }, secrets: { A: '2' } }])('%j is refused whole', async (body) => {
  const before = await api.ask('GET', `${app.production}/config`, { token });
  const answer = await change({ ...body, deploy: false });
  expect(answer.body.code, answer.text).toBe('invalid-input');
  expect(answer.body.errors[0].path).toMatch(/^\/body\//);
  expect((await api.ask('GET', `${app.production}/config`, { token })).body).toEqual(before.body);
});

test('a refused secret is not repeated in the answer', async () => {
  const answer = await change({ secrets: { 'BAD NAME': secret } });
  expect(answer.status).toBe(422);
  expect(answer.text).not.toContain(secret);
});

test('prototype names in a body are refused', async () => {
  const answer = await fetch(`${api.url}${app.production}/config`, { method: 'PATCH', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: '{"set":{"__proto__":"x"}}' });
  expect(answer.status).toBe(400);
});

test('viewers do not see variables', async () => {
  expect((await api.ask('GET', `${app.production}/config`, { token: tenant.members.viewer.token })).body.code).toBe('role-missing');
});
