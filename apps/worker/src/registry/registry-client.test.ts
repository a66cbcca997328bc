import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RegistryClient, RegistryUnreachable } from './registry-client.js';

let server: Server;
let url: string;
const scopes: (string | null)[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const asked = new URL(request.url!, url);
    if (asked.pathname === '/token') {
      scopes.push(asked.searchParams.get('scope'));
      const login = Buffer.from((request.headers.authorization ?? '').replace('Basic ', ''), 'base64').toString();
      return response.writeHead(login === 'user:word' ? 200 : 401).end(JSON.stringify({ token: 'ticket' }));
    }
    if (asked.pathname === '/v2/moved') return response.writeHead(307, { location: 'http://169.254.169.254/' }).end();
    if (request.headers.authorization !== 'Bearer ticket') return response.writeHead(401, { 'www-authenticate': `Bearer realm="${url}/token",service="here"` }).end();
    return response.writeHead(200, { 'docker-content-digest': 'sha256:1' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

test('the token that the registry asks for is fetched once per scope', async () => {
  const client = new RegistryClient({ url, own: true, login: { username: 'user', password: 'word' } });
  expect((await client.send('HEAD', '/v2/a/manifests/1', 'repository:a:pull')).status).toBe(200);
  expect((await client.send('GET', '/v2/a/manifests/2', 'repository:a:pull')).status).toBe(200);
  expect(scopes).toEqual(['repository:a:pull']);
});

test('a login that is refused ends as the refusal', async () => {
  const client = new RegistryClient({ url, own: true, login: { username: 'user', password: 'wrong' } });
  expect((await client.send('GET', '/v2/a/manifests/1', 'repository:a:pull')).status).toBe(401);
});

test('a redirect is not followed', async () => {
  const client = new RegistryClient({ url, own: true, login: null });
  expect((await client.send('GET', '/v2/moved', 'repository:a:pull')).status).toBe(307);
});

test.each(['https://127.0.0.1:1', 'https://10.96.0.20:5000', 'https://localhost:1', 'https://[::1]:1', 'http://ghcr.io'])('%s is no registry for a tenant to name', async (inner) => {
  const client = new RegistryClient({ url: inner, own: false, login: null });
  await expect(client.send('GET', '/v2/', 'repository:a:pull')).rejects.toThrow(RegistryUnreachable);
});

test('a foreign registry cannot lead the token request inside', async () => {
  const client = new RegistryClient({ url: 'https://registry.invalid', own: false, login: null });
  const authorize = (client as unknown as { authorize(challenge: string, scope: string): Promise<string | null> }).authorize.bind(client);
  await expect(authorize('Bearer realm="http://169.254.169.254/latest",service="x"', 'repository:a:pull')).rejects.toThrow(/not a registry on the public internet/);
});
