import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeBuilderKeys } from '../build/builder-keys.js';
import { describeCertificate } from './describe-certificate.js';

let server: Server;
let address: string;
beforeAll(async () => {
  const { tls } = await makeBuilderKeys(['shop.apps.test'], new Date());
  server = createServer({ cert: tls.serverCertificate, key: tls.serverKey });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

test('a certificate for another host is told from one for this host', async () => {
  expect(await describeCertificate({ host: 'shop.apps.test', address })).toMatchObject({ isForHost: true, names: ['shop.apps.test'] });
  const other = await describeCertificate({ host: 'other.example.test', address });
  expect(other).toMatchObject({ isForHost: false, names: ['shop.apps.test'] });
  expect(other!.text).toMatch(/^the certificate is for shop\.apps\.test, signed by .+, valid from .+ to .+$/);
});

test('where nothing answers there is no certificate', async () => {
  expect(await describeCertificate({ host: 'shop.apps.test', address: '127.0.0.1:1' })).toBeNull();
});
