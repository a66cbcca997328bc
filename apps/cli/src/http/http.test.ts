import 'reflect-metadata'; // x509 needs it before it is loaded
import { webcrypto as crypto } from 'node:crypto';
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import { createServer as createTlsServer } from 'node:https';
import { BasicConstraintsExtension, PemConverter, SubjectAlternativeNameExtension, X509CertificateGenerator } from '@peculiar/x509';
import { expect, onTestFinished, test } from 'vitest';
import { apiAt, contractServer, ok, problem } from '../../test/contract-server.js';
import { lookUp } from './look-up.js';
import { networkFailure } from './network-failure.js';
import { readPages } from './read-pages.js';

const me = (url: string, more: Parameters<typeof apiAt>[1] = {}) => apiAt(url, more).ask((client) => client.GET('/v1/me'));

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

test('a problem document becomes a sentence with its remedy, code and request', async () => {
  const { url } = await contractServer({ 'GET /v1/me': () => problem('invalid-input', 422, 'Some fields are not valid', { errors: [{ path: '/body/owner/name', message: 'owner.name must have at most 80 characters.' }], remedy: 'Mend the fields listed under `errors`.' }) });
  await expect(me(url)).rejects.toMatchObject({ message: 'The API does not accept this input.', code: 'invalid-input', remedy: 'Correct what is named above.', requestId: 'req-1', status: 422, lines: ['owner.name must have at most 80 characters.'] });
});

test.each([
  ['variable', 'Set BERTH_TOKEN to a valid token, or unset it and run `berth login`.'],
  ['login', 'Run `berth login`.'],
] as const)('an expired token from %s says what to do about it', async (tokenOrigin, remedy) => {
  const { url } = await contractServer({ 'GET /v1/me': () => problem('token-expired', 401, 'The token has expired') });
  await expect(me(url, { tokenOrigin })).rejects.toMatchObject({ code: 'token-expired', message: 'The token has expired.', remedy });
});

test('a cluster that is down is said in the API’s own words', async () => {
  const { url } = await contractServer({ 'GET /v1/me': () => problem('unavailable', 503, 'The cluster does not answer', { remedy: 'Running apps are not affected. Try again in a moment.' }) });
  await expect(me(url)).rejects.toMatchObject({ code: 'unavailable', message: 'The cluster does not answer.' });
});

test('a proxy that finds no API behind it is told from another website', async () => {
  const { url } = await contractServer({ 'GET /v1/me': () => ({ status: 502, body: 'Bad Gateway', type: 'text/plain' }), 'GET /v1/tokens': () => ({ status: 200, body: '<html>', type: 'text/html' }) });
  await expect(me(url)).rejects.toMatchObject({ code: 'unreachable', message: expect.stringContaining('status 502') as string });
  await expect(apiAt(url).ask((client) => client.GET('/v1/tokens'))).rejects.toMatchObject({ code: 'not-berth', remedy: expect.stringContaining('/api') as string });
});

test('nothing that listens, and a name that does not exist, are unreachable', async () => {
  const server = createTcpServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  await expect(me(`http://127.0.0.1:${port}`)).rejects.toMatchObject({ code: 'unreachable', message: `Nothing answers at http://127.0.0.1:${port}: the connection was refused.` });
  await expect(me('http://127.0.0.1:9')).rejects.toMatchObject({ code: 'unreachable', message: 'http://127.0.0.1:9 cannot be asked: bad port.' });
  expect(networkFailure(Object.assign(new Error('x'), { code: 'ENOTFOUND' }), 'https://nowhere.example')).toMatchObject({ message: 'The name nowhere.example cannot be resolved.' });
});

test('a connection that is cut is a lost connection, and a write that may be repeated is sent again with its key', async () => {
  let attempt = 0;
  const server = await contractServer({
    'POST /v1/tenants/{tenant}/apps': ({ response }) => {
      if (++attempt === 1) {
        response.destroy();
        return 'handled';
      }
      return ok({ name: 'shop' }, 201);
    },
    'GET /v1/me': ({ response }) => {
      response.destroy();
      return 'handled';
    },
  });
  const api = apiAt(server.url);
  await expect(me(server.url)).rejects.toMatchObject({ code: 'connection-lost' });
  await api.askOnce((client, header) => client.POST('/v1/tenants/{tenant}/apps', { params: { path: { tenant: 'acme' }, header }, body: { name: 'shop' } }));
  const keys = server.calls.filter(({ operation }) => operation.startsWith('POST')).map(({ headers }) => headers['idempotency-key']);
  expect(keys).toHaveLength(2);
  expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
  expect(keys[1]).toBe(keys[0]);
});

async function selfSigned(name: string): Promise<{ key: string; cert: string }> {
  const keys = (await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])) as { privateKey: never };
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys: keys as never,
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    extensions: [new BasicConstraintsExtension(true), new SubjectAlternativeNameExtension([{ type: 'dns', value: name }])],
  }, crypto as never);
  return { key: PemConverter.encode(await crypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY'), cert: certificate.toString('pem') };
}

test('an untrusted certificate stops everything, whatever the environment says; its authority lets it through; a wrong name does not', async () => {
  const { key, cert } = await selfSigned('berth.localhost');
  const port = await listen(createTlsServer({ key, cert }, (_, response) => response.setHeader('content-type', 'application/json').end(JSON.stringify({ email: 'ada@example.com' }))));
  const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
  onTestFinished(() => {
    if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
  });
  await expect(me(`https://berth.localhost:${port}`)).rejects.toMatchObject({ code: 'tls-untrusted', remedy: expect.stringContaining('BERTH_CA') as string });
  await expect(me(`https://berth.localhost:${port}`, { ca: cert })).resolves.toMatchObject({ email: 'ada@example.com' });
  await expect(me(`https://other.localhost:${port}`, { ca: cert })).rejects.toMatchObject({ code: 'tls-wrong-name' });
});

test('https towards a plain server says that TLS is not spoken there', async () => {
  const { url } = await contractServer({});
  await expect(me(url.replace('http:', 'https:'))).rejects.toMatchObject({ code: expect.stringMatching(/tls-failed|connection-lost/) as string });
});

test.each(['localhost', 'berth.localhost', 'a-b.apps.localhost'])('%s is this computer', async (host) => {
  const all = await new Promise((resolve) => lookUp(host, { all: true }, (_, addresses) => resolve(addresses)));
  expect(all).toEqual([{ address: '127.0.0.1', family: 4 }]);
});

test('all pages of a list are read, up to the limit', async () => {
  const server = await contractServer({
    'GET /v1/tokens': ({ query }) => {
      const start = Number(query.get('cursor') ?? 0);
      const limit = Number(query.get('limit'));
      return ok({ items: Array.from({ length: Math.min(limit, 250 - start) }, (_, index) => ({ id: start + index })), nextCursor: start + limit < 250 ? String(start + limit) : null });
    },
  });
  const read = (limit?: number) => readPages<{ id: unknown }>((query) => apiAt(server.url).ask((client) => client.GET('/v1/tokens', { params: { query } })), limit);
  expect((await read()).map(({ id }) => id)).toEqual(Array.from({ length: 250 }, (_, index) => index));
  expect(await read(120)).toHaveLength(120);
});

test('what is not found is named, whichever part of it is missing', async () => {
  const server = await contractServer({});
  const processes = apiAt(server.url).ask((client) => client.GET('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/processes', { params: { path: { tenant: 'acme', app: 'nope', environment: 'production' } } }));
  await expect(processes).rejects.toMatchObject({ code: 'not-found', message: 'Not found, or not yours to see: app nope of tenant acme.' });
  const plans = apiAt(server.url).ask((client) => client.GET('/v1/operator/plans', { params: { query: {} } }));
  await expect(plans).rejects.toMatchObject({ code: 'not-found', message: 'This is for operators of the installation alone.', remedy: expect.stringContaining('berth whoami') as string });
});

test('what an operator named and is missing is said in the API’s words, which know which part it is', async () => {
  const server = await contractServer({ 'PUT /v1/operator/tenants/{tenant}/budget': () => problem('not-found', 404, 'There is no plan nosuch.', { remedy: 'Check the name of the plan.' }) });
  const set = apiAt(server.url).ask((client) => client.PUT('/v1/operator/tenants/{tenant}/budget', { params: { path: { tenant: 'evil' } }, body: { plan: 'nosuch' } }));
  await expect(set).rejects.toMatchObject({ message: 'There is no plan nosuch.', remedy: 'Check the name of the plan.' });
});

test('a remedy that the API gives for a refused field reaches the user', async () => {
  const answer = () => problem('invalid-input', 422, 'set.PORT is set by Berth itself.', { errors: [{ path: '/body/set/PORT', message: 'set.PORT is set by Berth itself.' }], remedy: 'Leave PORT out.' });
  const { url } = await contractServer({ 'GET /v1/me': answer });
  await expect(me(url)).rejects.toMatchObject({ lines: ['set.PORT is set by Berth itself.'], remedy: 'Leave PORT out.' });
});
