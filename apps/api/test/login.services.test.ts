import { afterAll, beforeAll, expect, test } from 'vitest';
import { ApiUnderTest, password } from './api-under-test.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await ApiUnderTest.start();
});
afterAll(() => api.stop());

const cookieOf = (headers: Headers): string => headers.getSetCookie().map((cookie) => cookie.split(';')[0]!).find((cookie) => cookie.startsWith('__Host-berth_session='))!;

test('a password opens a session that ends with logout', async () => {
  await api.user('ada@login.test');
  const login = await api.ask('POST', '/v1/login', { body: { email: 'Ada@login.test', password } });
  expect(login.status, login.text).toBe(200);
  expect(login.body).toMatchObject({ email: 'ada@login.test', operator: false, tenants: [], token: null });
  const [setCookie] = login.headers.getSetCookie().filter((cookie) => cookie.startsWith('__Host-berth_session='));
  expect(setCookie).toMatch(/; Path=\/(;|$)/i);
  expect(setCookie).toMatch(/; Secure/i);
  expect(setCookie).toMatch(/; HttpOnly/i);
  expect(setCookie).not.toMatch(/Domain=/i);
  const cookie = cookieOf(login.headers);
  expect((await api.ask('GET', '/v1/me', { cookie })).body.email).toBe('ada@login.test');
  const logout = await api.ask('POST', '/v1/logout', { cookie });
  expect(logout.status, logout.text).toBe(204);
  expect((await api.ask('GET', '/v1/me', { cookie })).status).toBe(401);
});

test('an unknown address, a wrong password and a malformed cookie give no hint', async () => {
  await api.user('bob@login.test');
  const wrong = await api.ask('POST', '/v1/login', { body: { email: 'bob@login.test', password: 'not this one' } });
  const unknown = await api.ask('POST', '/v1/login', { body: { email: 'nobody@login.test', password: 'not this one' } });
  expect({ ...wrong.body, instance: '' }).toEqual({ ...unknown.body, instance: '' });
  expect(wrong.status).toBe(401);
  expect(wrong.body.code).toBe('wrong-credentials');
  for (const cookie of ['__Host-berth_session=x', '__Host-berth_session=abc.def', '__Host-berth_session=']) expect((await api.ask('GET', '/v1/me', { cookie })).body.code).toBe('unauthenticated');
});

test('no other route of the login library is mounted', async () => {
  for (const path of ['/auth/sign-up/email', '/auth/get-session', '/auth/ok', '/auth/sign-in/email']) expect((await api.ask('POST', path, { body: {} })).status, path).toBe(404);
});

test('wrong passwords are let through ten times, in parallel too, and then not even the right one', async () => {
  await api.user('eve@login.test');
  const answers = await Promise.all(Array.from({ length: 30 }, () => api.ask('POST', '/v1/login', { body: { email: 'eve@login.test', password: 'guess' } })));
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(20);
  expect(Number(refused[0]!.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(refused[0]!.body.code).toBe('too-many-attempts');
  expect((await api.ask('POST', '/v1/login', { body: { email: 'eve@login.test', password } })).status).toBe(429);
});

test('a session from another site, or from an app on the same domain, is refused', async () => {
  await api.user('kim@login.test');
  const cookie = cookieOf((await api.ask('POST', '/v1/login', { body: { email: 'kim@login.test', password } })).headers);
  const foreign: Record<string, string>[] = [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { origin: 'https://evil.test' }, { origin: 'null' }];
  for (const headers of foreign) {
    expect((await api.ask('GET', '/v1/me', { cookie, headers })).body.code, JSON.stringify(headers)).toBe('cross-site');
    expect((await api.ask('POST', '/v1/tokens', { cookie, headers, body: { name: 'x' } })).body.code).toBe('cross-site');
  }
  const own = { 'sec-fetch-site': 'same-origin', origin: 'https://berth.localhost' };
  expect((await api.ask('POST', '/v1/tokens', { cookie, headers: own, body: { name: 'x' } })).status).toBe(201);
  expect((await api.ask('GET', '/v1/me', { cookie, headers: { 'sec-fetch-site': 'cross-site', authorization: 'Bearer x' } })).status).toBe(401);
});

test('a form of another site cannot reach the API', async () => {
  const answer = await fetch(`${api.url}/v1/login`, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'email=a&password=b' });
  expect(answer.status).toBe(415);
  expect(((await answer.json()) as { code: string }).code).toBe('unsupported-media-type');
  expect((await fetch(`${api.url}/v1/login`, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{}' })).status).toBe(415);
});

test('a token is shown once, kept as a hash, and ends when it is revoked', async () => {
  const user = await api.user('tok@login.test');
  const made = await api.ask('POST', '/v1/tokens', { token: user.token, body: { name: 'ci' } });
  expect(made.status, made.text).toBe(201);
  expect(made.body.secret).toMatch(/^berth_[A-Za-z0-9_-]{43}$/);
  const listed = await api.ask('GET', '/v1/tokens', { token: made.body.secret });
  expect(listed.body.items.map((token: { name: string }) => token.name)).toContain('ci');
  expect(listed.text).not.toContain(made.body.secret.slice(12));
  const rows = await api.db.$queryRaw<{ row: string }[]>`SELECT row_to_json(t)::text AS row FROM api_token t`;
  expect(JSON.stringify(rows)).not.toContain(made.body.secret.slice(12));
  expect((await api.ask('DELETE', `/v1/tokens/${made.body.id}`, { token: user.token })).status).toBe(204);
  expect((await api.ask('GET', '/v1/me', { token: made.body.secret })).status).toBe(401);
  expect((await api.ask('DELETE', `/v1/tokens/${made.body.id}`, { token: user.token })).status).toBe(404);
});

test('expired, malformed and foreign tokens are refused, each by name', async () => {
  const user = await api.user('exp@login.test');
  const expired = await api.token(user.id, { expiresAt: new Date(Date.now() - 1000) });
  expect((await api.ask('GET', '/v1/me', { token: expired })).body).toMatchObject({ status: 401, code: 'token-expired' });
  for (const token of ['x', 'berth_short', `berth_${'A'.repeat(43)}`, 'eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.']) expect((await api.ask('GET', '/v1/me', { token })).body.code, token).toBe('unauthenticated');
  for (const authorization of ['Basic YTpi', 'Bearer', 'Bearer a b', '']) expect((await api.ask('GET', '/v1/me', { headers: { authorization } })).status, authorization).toBe(401);
});

test('when a token was used is written at most once a minute', async () => {
  const user = await api.user('used@login.test');
  await api.ask('GET', '/v1/me', { token: user.token });
  const [first] = await api.db.apiToken.findMany({ where: { userId: user.id } });
  expect(Date.now() - first!.lastUsedAt!.getTime()).toBeLessThan(60_000);
  await api.ask('GET', '/v1/me', { token: user.token });
  expect((await api.db.apiToken.findMany({ where: { userId: user.id } }))[0]!.lastUsedAt).toEqual(first!.lastUsedAt);
});

test('a limited token cannot make, see or revoke one that reaches further', async () => {
  const tenant = await api.tenant('limits');
  const { owner } = tenant.members;
  const viewer = await api.token(owner.id, { tenantId: tenant.id, role: 'viewer', expiresAt: new Date(Date.now() + 3600_000) });
  const more = await api.ask('POST', '/v1/tokens', { token: viewer, body: { name: 'more', role: 'owner' } });
  expect(more.body).toMatchObject({ status: 403, code: 'role-missing', detail: expect.stringMatching(/owner is too much.*viewer at most/) as string });
  const made = await api.ask('POST', '/v1/tokens', { token: viewer, body: { name: 'more' } });
  expect(made.body).toMatchObject({ tenant: 'limits', role: 'viewer' });
  expect(made.body.expiresAt).not.toBeNull();
  expect((await api.ask('GET', '/v1/tokens', { token: viewer })).body.items.every((token: { role: string }) => token.role === 'viewer')).toBe(true);
  const [unlimited] = await api.db.apiToken.findMany({ where: { userId: owner.id, role: null } });
  expect((await api.ask('DELETE', `/v1/tokens/${unlimited!.id}`, { token: viewer })).status).toBe(404);
  expect((await api.ask('POST', '/v1/tenants/limits/apps', { token: viewer, body: { name: 'x' } })).body.code).toBe('role-missing');
});

test('a role above the member’s own is refused, in the tenant that is named and anywhere', async () => {
  await api.tenant('modest');
  const { developer } = (await api.tenant('modester')).members;
  const make = (body: object) => api.ask('POST', '/v1/tokens', { token: developer.token, body: { name: 'x', ...body } });
  for (const body of [{ role: 'owner' }, { role: 'admin', tenant: 'modester' }]) expect((await make(body)).body, JSON.stringify(body)).toMatchObject({ code: 'role-missing', detail: expect.stringContaining('You are developer') as string });
  expect((await make({ role: 'owner', tenant: 'modest' })).status).toBe(404);
  expect((await make({ role: 'viewer', tenant: 'modester' })).body.role).toBe('viewer');
});

test('a token ends with the one that made it, over generations; those of others and of the browser stay', async () => {
  const user = await api.user('family@login.test');
  const make = async (token: string) => (await api.ask('POST', '/v1/tokens', { token, body: { name: 'child' } })).body as { id: string; secret: string };
  const status = async (token: string) => (await api.ask('GET', '/v1/me', { token })).status;
  const first = await make(user.token);
  const child = await make(first.secret);
  const grandchild = await make(child.secret);
  const sibling = await make(user.token);
  expect((await api.ask('DELETE', `/v1/tokens/${first.id}`, { token: user.token })).status).toBe(204);
  expect(await Promise.all([first, child, grandchild, sibling].map(({ secret }) => status(secret)))).toEqual([401, 401, 401, 200]);
  const orphan = await make(sibling.secret);
  expect((await api.ask('POST', '/v1/logout', { token: sibling.secret })).status).toBe(204);
  expect(await Promise.all([status(orphan.secret), status(user.token)])).toEqual([401, 200]);
});

test('a login is handed over from the command line to the browser and back, once', async () => {
  const user = await api.user('device@login.test');
  const cookie = cookieOf((await api.ask('POST', '/v1/login', { body: { email: 'device@login.test', password } })).headers);
  const started = await api.ask('POST', '/v1/device', { body: { clientName: 'berth on laptop' } });
  expect(started.status, started.text).toBe(201);
  expect(started.body.verificationUriComplete).toBe(`https://berth.localhost/device?code=${started.body.userCode}`);
  const { deviceCode, userCode } = started.body;
  const poll = () => api.ask('POST', '/v1/device/token', { body: { deviceCode } });
  expect((await poll()).body).toEqual({ state: 'pending', token: null, interval: 2 });
  expect((await api.ask('POST', '/v1/device/answer', { token: user.token, body: { userCode, allow: true } })).body.code).toBe('role-missing');
  expect((await api.ask('POST', '/v1/device/answer', { cookie, body: { userCode: 'ZZZZ-ZZZZ', allow: true } })).status).toBe(404);
  expect((await api.ask('POST', '/v1/device/answer', { cookie, body: { userCode: userCode.toLowerCase().replace('-', ''), allow: true } })).body).toEqual({ clientName: 'berth on laptop', state: 'approved' });
  const both = await Promise.all([poll(), poll()]);
  const approved = both.filter(({ body }) => body.state === 'approved');
  expect(approved).toHaveLength(1);
  expect((await api.ask('GET', '/v1/me', { token: approved[0]!.body.token })).body.email).toBe('device@login.test');
  expect((await poll()).body).toEqual({ state: 'expired', token: null, interval: 2 });
  expect((await api.ask('POST', '/v1/device/token', { body: { deviceCode: 'x' } })).status).toBe(404);
});

test('a client that asks too often is told to slow down, and has to wait longer from then on', async () => {
  const { deviceCode } = (await api.ask('POST', '/v1/device', { body: { clientName: 'hasty' } })).body;
  const poll = async () => (await api.ask('POST', '/v1/device/token', { body: { deviceCode } })).body;
  const waited = (seconds: number) => api.db.$executeRaw`UPDATE device_login SET "lastPolledAt" = "lastPolledAt" - make_interval(secs => ${seconds}) WHERE "clientName" = 'hasty'`;
  expect(await poll()).toEqual({ state: 'pending', token: null, interval: 2 });
  expect(await poll()).toEqual({ state: 'slow_down', token: null, interval: 7 });
  await waited(2);
  expect(await poll()).toEqual({ state: 'slow_down', token: null, interval: 12 });
  await waited(12);
  expect(await poll()).toEqual({ state: 'pending', token: null, interval: 12 });
});

test('a member who is removed loses sessions and tokens for the tenant at once', async () => {
  const tenant = await api.tenant('leaving');
  const { developer, owner } = tenant.members;
  const cookie = cookieOf((await api.ask('POST', '/v1/login', { body: { email: developer.email, password } })).headers);
  expect((await api.ask('GET', '/v1/tenants/leaving', { cookie })).status).toBe(200);
  expect((await api.ask('DELETE', `/v1/tenants/leaving/members/${developer.id}`, { token: owner.token })).status).toBe(204);
  expect((await api.ask('GET', '/v1/tenants/leaving', { cookie })).status).toBe(404);
  expect((await api.ask('GET', '/v1/tenants/leaving', { token: developer.token })).status).toBe(404);
});
