import { enqueue } from '@berth/db';
import type { RolloutSettings } from '@berth/domain';
import { openDataKey, sealDomainKey } from '@berth/sealing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testCertificate } from '../../api/test/test-certificate.js';
import { askUrl } from '../src/jobs/ask-url.js';
import { installOnCluster, nodeImage, server, small, until, type TestApp, type TestInstallation } from './installation-on-cluster.js';

let installation: TestInstallation;
let app: TestApp;
let host: string;

const image = (text: string, rollout?: RolloutSettings) => ({ kind: 'image' as const, ref: nodeImage, processes: [{ name: 'web', command: server(text), minReadySeconds: 1, size: small }], ...(rollout && { rollout }) });

beforeAll(async () => {
  installation = await installOnCluster();
  await installation.start();
  const tenant = await installation.tenant('acme');
  app = await installation.app(tenant.id, 'shown');
  host = `shop.${installation.env.installation}.example.org`;
  await app.scale(1);
  expect(await app.ended(await app.deploy(image('first')))).toMatchObject({ state: 'live', failure: null });
});
afterAll(async () => {
  await installation?.end();
});

test('an own domain is served with its own certificate, also while a canary shares its requests by weight and after it, and not once it is removed', async () => {
  const { db, env } = installation;
  const { environmentId, tenantId } = app;
  const own = testCertificate([`DNS:${host}`]);
  const { dataKey } = await db.tenant.findUniqueOrThrow({ where: { id: tenantId } });
  const domain = await db.domain.create({ data: { tenantId, environmentId, name: host, verifiedAt: new Date(), certificate: own.certificate, certificateUntil: new Date(), host: { create: { name: host, tenantId, environmentId } } } });
  const sealed = sealDomainKey(openDataKey(env.installationKey, tenantId, dataKey), domain.id, own.key);
  const change = (work: (tx: Parameters<Parameters<typeof db.$transaction>[0]>[0]) => Promise<unknown>) => db.$transaction(async (tx) => {
    await work(tx);
    await enqueue(tx, 'reconcileEnvironment', { tenantId, environmentId });
  });
  await change((tx) => tx.domain.update({ where: { id: domain.id }, data: { certificateKey: sealed } }));
  const row = await db.cluster.findFirstOrThrow();
  const visit = () => askUrl({ host, port: row.httpsPort, path: '/', address: row.ingressAddress, ca: own.ca }, AbortSignal.timeout(5_000));
  await until(60_000, 'the domain is served with its certificate', async () => (await visit().catch(() => null))?.text.startsWith('first') === true);

  const failed: unknown[] = [];
  const seen = new Set<string>();
  const load = setInterval(() => void visit().then(({ status, text }) => (status === 200 ? seen.add(text.split(' ')[0]!) : failed.push(text)), (error: unknown) => failed.push(error)), 200);
  try {
    expect(await app.ended(await app.deploy(image('second', { strategy: 'canary', steps: [{ weight: 50, seconds: 8 }] })))).toMatchObject({ state: 'live', failure: null });
    await until(60_000, 'the Ingress leads to it again', async () => !(await app.objects()).some((object) => object.startsWith('HTTPRoute')));
  } finally {
    clearInterval(load);
  }
  expect([...seen].sort()).toEqual(['first', 'second']);
  expect(failed).toEqual([]);
  expect((await app.objects()).filter((object) => object.startsWith('Ingress'))).toHaveLength(1);

  await change((tx) => tx.domain.delete({ where: { id: domain.id } }));
  await until(60_000, 'nothing is shown for the domain any more', async () => (await visit().catch(() => null)) === null);
  expect((await app.ask()).text).toContain('second');
  expect((await app.objects()).filter((object) => object.includes('-tls-'))).toEqual([]);
});
