import { openApiDocument } from '@berth/contract';
import { redisNames } from '@berth/domain';
import { connect } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ApiUnderTest } from './api-under-test.js';

let api: ApiUnderTest;
let token: string;
beforeAll(async () => {
  api = await ApiUnderTest.start();
  token = (await api.user('req@x.test')).token;
});
afterAll(() => api.stop());

test('every answer has the security headers and a request id, which problems repeat', async () => {
  for (const path of ['/health', '/v1/me', '/nothing']) {
    const { headers, status, body } = await api.ask('GET', path);
    expect(Object.fromEntries(headers), path).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'content-security-policy': "default-src 'none'; frame-ancestors 'none'", 'referrer-policy': 'no-referrer' });
    expect(headers.get('access-control-allow-origin')).toBeNull();
    if (status !== 200) expect(body).toMatchObject({ type: `urn:berth:problem:${body.code}`, instance: headers.get('x-request-id'), remedy: expect.any(String) as string });
  }
});

test('health, readiness and the contract are public, and the contract names this installation', async () => {
  expect((await api.ask('GET', '/health')).body).toEqual({ status: 'ok' });
  expect((await api.ask('GET', '/ready')).body).toEqual({ status: 'ready', checks: { database: 'ok', queue: 'ok', worker: 'does not answer' } });
  expect((await api.ask('GET', '/openapi.json')).body).toEqual({ ...JSON.parse(JSON.stringify(openApiDocument())), servers: [{ url: 'https://berth.localhost/api' }] });
});

test('readiness says whether a worker is there', async () => {
  await api.redis.set(redisNames.worker(api.env.installationId), '1', 'EX', 8);
  expect((await api.ask('GET', '/ready')).body.checks).toEqual({ database: 'ok', queue: 'ok', worker: 'ok' });
});

test('malformed, too large and wrongly typed bodies are problems of their own', async () => {
  const post = (body: string, type = 'application/json') => fetch(`${api.url}/v1/tokens`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': type }, body }).then(async (answer) => ({ status: answer.status, body: (await answer.json()) as { code: string; detail: string } }));
  expect(await post('{"name":')).toMatchObject({ status: 400, body: { code: 'bad-request' } });
  expect(await post('x'.repeat(3 * 2 ** 20))).toMatchObject({ status: 413, body: { code: 'payload-too-large' } });
  expect(await post('name=x', 'application/x-www-form-urlencoded')).toMatchObject({ status: 415, body: { code: 'unsupported-media-type' } });
  expect(await post('')).toMatchObject({ status: 422, body: { code: 'invalid-input' } });
  expect(await post(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)).toMatchObject({ status: expect.toSatisfy((status: number) => status === 400 || status === 422) as number });
  expect(await post(JSON.stringify({ name: 'x', role: 'god', expiresAt: 'soon' }))).toMatchObject({ status: 422, body: { errors: [{ path: '/body/role' }, { path: '/body/expiresAt' }] } });
});

test('a NUL anywhere is refused with its place', async () => {
  expect((await api.ask('POST', '/v1/tokens', { token, body: { name: 'a\0b' } })).body).toMatchObject({ code: 'invalid-input', errors: [{ path: '/body/name' }] });
  expect((await api.ask('POST', '/v1/tokens', { token, body: { name: 'a\ud800b' } })).body).toMatchObject({ code: 'invalid-input', errors: [{ path: '/body/name' }] });
  expect((await api.ask('GET', '/v1/tokens?cursor=%00', { token })).body.code).toBe('invalid-input');
});

test('a method that an address does not take is refused with those that it takes, whatever its ids and whoever asks', async () => {
  const tenant = await api.tenant('methods');
  const app = await api.deployedApp(tenant, 'shop');
  const cases: [string, string, string][] = [
    ['PUT', '/v1/me', 'GET, HEAD, OPTIONS'],
    ['GET', '/v1/login', 'POST, OPTIONS'],
    ['HEAD', '/v1/login', 'POST, OPTIONS'],
    ['DELETE', '/v1/tokens', 'GET, HEAD, POST, OPTIONS'],
    ['PROPFIND', '/v1/me', 'GET, HEAD, OPTIONS'],
    ['PATCH', '/openapi.json', 'GET, HEAD, OPTIONS'],
    ['POST', app.path, 'GET, HEAD, PATCH, DELETE, OPTIONS'],
    ['POST', '/v1/tenants/nobody/apps/nothere', 'GET, HEAD, PATCH, DELETE, OPTIONS'],
    ['PUT', `${app.production}/config?x=1`, 'GET, HEAD, PATCH, OPTIONS'],
  ];
  for (const [method, path, allow] of cases) {
    for (const auth of [{}, { token }, { token: tenant.members.owner.token }]) {
      const answer = await api.ask(method, path, auth);
      expect({ status: answer.status, allow: answer.headers.get('allow') }, `${method} ${path}`).toEqual({ status: 405, allow });
      if (method !== 'HEAD') expect(answer.body).toMatchObject({ code: 'method-not-allowed', detail: `${method} is not possible here; ${allow} are.` });
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    }
  }
  expect((await api.ask('POST', '/v1/me', { body: 'x'.repeat(100), headers: { 'content-type': 'text/plain' } })).status).toBe(405);
});

test('HEAD is GET without the body, for who may see it and who may not; a stream gives its headers and ends', async () => {
  const tenant = await api.tenant('heads');
  const app = await api.deployedApp(tenant, 'shop');
  const { viewer } = tenant.members;
  for (const path of ['/health', '/openapi.json', '/v1/me', app.path, `${app.production}/releases`, '/v1/tenants/nobody', '/nothing', '/v1/tokens?limit=x', `${app.production}/config`]) {
    const [get, head] = [await api.ask('GET', path, { token: viewer.token }), await api.ask('HEAD', path, { token: viewer.token })];
    expect({ status: head.status, text: head.text, type: head.headers.get('content-type') }, path).toEqual({ status: get.status, text: '', type: get.headers.get('content-type') });
    expect(head.headers.get('content-length'), path).toBe(get.headers.get('content-length'));
  }
  for (const path of ['/v1/tenants/heads/events', `${app.production}/deployments/${app.deploymentId}/events`, `${app.production}/deployments/${app.deploymentId}/build-log`]) {
    const head = await api.ask('HEAD', path, { token: viewer.token });
    expect({ status: head.status, type: head.headers.get('content-type'), text: head.text }, path).toEqual({ status: 200, type: 'text/event-stream; charset=utf-8', text: '' });
    expect((await api.ask('HEAD', path, { token })).status, path).toBe(404);
    expect((await api.ask('HEAD', path)).status, path).toBe(401);
  }
});

test('OPTIONS tells the methods, and lets no other site in', async () => {
  const answer = await api.ask('OPTIONS', '/v1/tenants/nobody/apps', { headers: { origin: 'https://evil.test', 'access-control-request-method': 'POST' } });
  expect({ status: answer.status, allow: answer.headers.get('allow'), text: answer.text }).toEqual({ status: 204, allow: 'GET, HEAD, POST, OPTIONS', text: '' });
  expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  expect((await api.ask('OPTIONS', '/v1/nothing')).status).toBe(404);
});

test('fields and parameters that nothing knows are refused, and the right one is named', async () => {
  const answer = await api.ask('POST', '/v1/tokens', { token, body: { nmae: 'ci' } });
  expect(answer).toMatchObject({ status: 422, body: { code: 'invalid-input', detail: 'name is missing. 1 more field is refused.', remedy: 'Write name instead of nmae.', errors: [{ path: '/body/name', message: 'name is missing.' }, { path: '/body/nmae', message: 'nmae is not a known field; did you mean name?' }] } });
  expect((await api.ask('GET', '/v1/me?verbose=1', { token })).body).toMatchObject({ code: 'invalid-input', errors: [{ path: '/query/verbose' }] });
  expect((await api.ask('POST', '/v1/logout', { token, body: { everywhere: true } })).body).toMatchObject({ code: 'invalid-input', errors: [{ path: '/body/everywhere' }] });
});

test('unknown routes are not found', async () => {
  expect(await api.ask('GET', '/v2/me', { token })).toMatchObject({ status: 404, body: { code: 'not-found' } });
  expect(await api.ask('PUT', '/v1/me/', { token })).toMatchObject({ status: 404, body: { code: 'not-found' } });
  expect((await api.ask('GET', `/v1/tenants/${'a'.repeat(90)}`, { token })).status).toBe(404);
  expect((await api.ask('GET', `/v1/tenants/${'a'.repeat(5000)}`, { token })).body.code).toMatch(/not-found|bad-request/);
  expect((await api.ask('GET', '/v1/tenants/%2e%2e%2fme', { token })).status).toBe(404);
  expect((await api.ask('GET', '/v1/tenants/%00', { token })).status).toBe(404);
  expect((await api.ask('GET', '/v1/tenants/%zz', { token })).body.code).toBe('bad-request');
});

test('headers beyond 16 KiB are refused before they are read', async () => {
  const { port } = new URL(api.url);
  const answer = await new Promise<string>((resolve) => {
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(`GET /api/health HTTP/1.1\r\nHost: x\r\nX-Big: ${'a'.repeat(20_000)}\r\n\r\n`));
    socket.once('data', (data) => resolve(data.toString()));
    socket.once('error', (error) => resolve(error.message));
  });
  expect(answer).toMatch(/^HTTP\/1\.1 431/);
});

test('a database that is away is named as such, and asked again when it is back', async () => {
  const other = await ApiUnderTest.start();
  const user = await other.user('x@x.test');
  await other.db.$disconnect();
  const { pathname } = new URL(other.env.databaseUrl);
  const admin = new pg.Client({ connectionString: Object.assign(new URL(other.env.databaseUrl), { pathname: '/postgres' }).href });
  await admin.connect();
  await admin.query(`ALTER DATABASE ${pathname.slice(1)} ALLOW_CONNECTIONS false`);
  await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [pathname.slice(1)]);
  const away = await other.ask('GET', '/v1/me', { token: user.token });
  await admin.query(`ALTER DATABASE ${pathname.slice(1)} ALLOW_CONNECTIONS true`);
  await admin.end();
  expect(away).toMatchObject({ status: 503, body: { code: 'unavailable' } });
  expect((await other.ask('GET', '/v1/me', { token: user.token })).status).toBe(200);
  await other.stop();
});

test('not ready says which part does not answer', async () => {
  const broken = await ApiUnderTest.start({ redisUrl: 'redis://127.0.0.1:1' });
  const answer = await broken.ask('GET', '/ready');
  expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable', detail: 'queue: does not answer' } });
  expect((await broken.ask('GET', '/health')).status).toBe(200);
  await broken.stop();
});
