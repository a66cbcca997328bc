import { randomBytes } from 'node:crypto';
import { newDataKey, openDataKey, sealDomainKey } from '@berth/sealing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testCertificate } from '../../../api/test/test-certificate.js';
import { seedEnvironment } from '../../test/seed.js';
import { cloneDatabase, dropTemplate, type TestDatabase } from '../../test/services.js';
import { loadDesired } from './load-desired.js';

const installationKey = randomBytes(32);
let database: TestDatabase;
beforeAll(async () => {
  database = await cloneDatabase();
});
afterAll(async () => {
  await database?.drop();
  await dropTemplate();
});

test('a certificate is not shown while another tenant has proven a host that it is for, or its own tenant no longer all of them', async () => {
  const { db } = database;
  const [own, other] = [await seedEnvironment(db), await seedEnvironment(db)];
  const { dataKey } = await db.tenant.update({ where: { id: own.tenantId }, data: { dataKey: newDataKey(installationKey, own.tenantId) } });
  const verified = ({ tenantId, environmentId }: typeof own, name: string) => db.domain.create({ data: { tenantId, environmentId, name, verifiedAt: new Date(), host: { create: { name, tenantId, environmentId } } } });
  const shown = async () => (await loadDesired(db, installationKey, own.environmentId))!.environment.certificates.map(({ host, key }) => [host, key]);

  const shop = await verified(own, 'shop.example');
  const www = await verified(own, 'www.example');
  const { certificate, key } = testCertificate(['DNS:shop.example', 'DNS:*.shop.example', 'DNS:www.example']);
  await db.domain.update({ where: { id: shop.id }, data: { certificate, certificateKey: sealDomainKey(openDataKey(installationKey, own.tenantId, dataKey), shop.id, key) } });
  expect(await shown()).toEqual([['shop.example', key]]);

  await verified(other, 'deep.down.shop.example');
  expect(await shown()).toHaveLength(1);
  const theirs = await verified(other, 'theirs.shop.example');
  expect(await shown()).toEqual([]);
  await db.domain.delete({ where: { id: theirs.id } });
  expect(await shown()).toHaveLength(1);
  await db.domain.delete({ where: { id: www.id } });
  expect(await shown()).toEqual([]);
});
