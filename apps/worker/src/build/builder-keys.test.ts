import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type TLSSocket } from 'node:tls';
import { SealBroken } from '@berth/sealing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeBuilderKeys, openBuilderKeys, sealBuilderKeys, validDays } from './builder-keys.js';

const host = 'buildkitd.berth-acme-build.svc';
const now = new Date();
const made = await makeBuilderKeys([host], now);
const { tls } = made;
const server = createServer({ cert: tls.serverCertificate, key: tls.serverKey, ca: tls.caCertificate, requestCert: true, rejectUnauthorized: true, minVersion: 'TLSv1.3' }, (socket) => socket.end('hello'));

beforeAll(async () => {
  server.on('tlsClientError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => server.close());

/** What the server says to a client with these credentials. */
async function greet(options: { cert?: string; key?: string; ca?: string; servername?: string }): Promise<string> {
  const socket: TLSSocket = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', ca: tls.caCertificate, servername: host, ...options });
  let text = '';
  socket.on('data', (data) => (text += String(data)));
  await once(socket, 'close').catch((error: Error) => (text = `refused: ${error.message}`));
  return text;
}

test('the client with its key is let in', async () => {
  expect(await greet({ cert: tls.clientCertificate, key: tls.clientKey })).toBe('hello');
});

test('nobody else is: no key, another builder’s key, the server’s own', async () => {
  const other = (await makeBuilderKeys([host], now)).tls;
  expect(await greet({})).not.toBe('hello');
  expect(await greet({ cert: other.clientCertificate, key: other.clientKey })).not.toBe('hello');
  expect(await greet({ cert: tls.serverCertificate, key: tls.serverKey })).not.toBe('hello');
});

test('a server of another name or another CA is not taken for the builder', async () => {
  const credentials = { cert: tls.clientCertificate, key: tls.clientKey };
  expect(await greet({ ...credentials, servername: 'buildkitd.berth-other-build.svc' })).toMatch(/^refused/);
  expect(await greet({ ...credentials, ca: (await makeBuilderKeys([host], now)).tls.caCertificate })).toMatch(/^refused/);
});

test('certificates end when the row says so', () => {
  const certificate = new X509Certificate(tls.serverCertificate);
  expect(Math.abs(Date.parse(certificate.validTo) - made.expiresAt.getTime())).toBeLessThan(1000);
  expect(made.expiresAt.getTime() - now.getTime()).toBe(validDays * 86_400_000);
});

test('sealed keys open for their tenant alone', () => {
  const key = Buffer.alloc(32, 3);
  const sealed = sealBuilderKeys(key, 'tenant-a', tls);
  expect(openBuilderKeys(key, 'tenant-a', sealed)).toEqual(tls);
  expect(() => openBuilderKeys(key, 'tenant-b', sealed)).toThrow(SealBroken);
});
