import { tenantNamespace, type LiveObject } from '@berth/k8s-adapter';
import { enqueue } from '@berth/db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { failureOf } from './failure-of.js';
import { installOnCluster, node, nodeImage, small, type TestApp, type TestInstallation } from './installation-on-cluster.js';

const Mi = 2 ** 20;
const data = { name: 'data', path: '/data', sizeBytes: 16 * Mi };
let installation: TestInstallation;
let tenantId: string;
let app: TestApp;

/** Keeps a diary on its volume, where it has one, and reads it to whoever asks. */
const diarist = (name: string, then = ''): string[] =>
  node(`const fs=require('fs'),f='/data/diary';const say=(t)=>fs.existsSync('/data')&&fs.appendFileSync(f,t+' ${name};');say('began');${then}
require('http').createServer((q,s)=>s.end('${name}: '+(fs.existsSync(f)?fs.readFileSync(f):'no diary')+(fs.existsSync('/data')?' group '+fs.statSync('/data').gid:''))).listen(process.env.PORT);
process.on('SIGTERM',()=>{say('ended');process.exit(0)})`);
const deploy = (command: string[], volumes: object[], of = app, minReadySeconds = 1) =>
  of.deploy({ kind: 'image', ref: nodeImage, processes: [{ name: 'web', command, volumes: volumes as [], minReadySeconds, drainSeconds: 1, size: small }] });
const claims = async (of: TestApp): Promise<LiveObject[]> =>
  (await installation.cluster.list('PersistentVolumeClaim', { namespace: tenantNamespace(installation.env.namespacePrefix, 'acme'), labelSelector: `berth.dev/environment-id=${of.environmentId}` }));
const diary = async (): Promise<string> => (await app.ask().catch(() => ({ text: '' }))).text;

beforeAll(async () => {
  installation = await installOnCluster();
  await installation.start({ verifyMs: 20_000 });
  tenantId = (await installation.tenant('acme')).id;
  app = await installation.app(tenantId, 'store');
});

afterAll(async () => {
  await installation?.end();
});

/** Longer than an autoscaler waits before it looks again. */
const autoscaledAfterSeconds = 20;

test('a process of several pods that gets a volume has one from then on, which keeps what it writes through the next version', async () => {
  await app.scale(2, 3);
  expect(await app.ended(await deploy(diarist('none'), []))).toMatchObject({ state: 'live' });
  const first = await app.ended(await deploy(diarist('one'), [data], app, autoscaledAfterSeconds));
  expect(first).toMatchObject({ state: 'live', check: { rollout: 'web: the old pod ends before the new one starts, since two cannot have one volume; for some seconds nothing answers', storage: { more: 16 * Mi } } });
  expect(await diary()).toBe('one: began one; group 2000');
  expect(await app.ended(await deploy(diarist('two'), [data]))).toMatchObject({ state: 'live' });
  expect(await diary()).toBe('two: began one;ended one;began two; group 2000');
  const rows = await installation.db.volume.findMany({ where: { environmentId: app.environmentId } });
  expect(rows).toMatchObject([{ name: 'data', process: 'web', sizeBytes: BigInt(16 * Mi), bound: true }]);
});

test('a version that fails goes, and the one before is back on the same volume', async () => {
  failureOf(await app.ended(await deploy(diarist('bad', 'process.exit(3);'), [data])), 'crash');
  await expect.poll(diary, { timeout: 60_000, interval: 500 }).toMatch(/^two: began one;ended one;began two;ended two;(began bad;)+began two; group 2000$/);
});

test('what cannot be is refused with the numbers before anything is touched', async () => {
  const before = await diary();
  const huge = failureOfCheck(await app.ended(await deploy(diarist('huge'), [data, { name: 'huge', path: '/huge', sizeBytes: 2 ** 45 }])), 'quota');
  expect(huge).toMatch(/^Its volumes need 33554432Mi of storage more, and the budget of \d+Mi has \d+Mi left\.$/);
  const grown = failureOfCheck(await app.ended(await deploy(diarist('grown'), [{ ...data, sizeBytes: 32 * Mi }])), 'settings-refused');
  expect(grown).toBe('Volume data has 16Mi: this cluster’s storage does not let it grow to 32Mi.');
  expect(await diary()).toBe(before);
});

function failureOfCheck(ended: Awaited<ReturnType<TestApp['ended']>>, failureClass: string): string {
  expect(ended, JSON.stringify(ended.failure)).toMatchObject({ state: 'failed', failure: { class: failureClass, step: 'check' } });
  return (ended.failure as { message: string }).message;
}

test('a volume that is not used any more stays, until somebody deletes it', async () => {
  expect(await app.ended(await deploy(diarist('bare'), []))).toMatchObject({ state: 'live' });
  expect(await diary()).toBe('bare: no diary');
  expect(await claims(app)).toHaveLength(1);
  await installation.db.$transaction(async (tx) => {
    await tx.volume.updateMany({ where: { environmentId: app.environmentId }, data: { deletedAt: new Date() } });
    await enqueue(tx, 'reconcileEnvironment', { tenantId, environmentId: app.environmentId });
  });
  await expect.poll(() => installation.db.volume.count({ where: { environmentId: app.environmentId } }), { timeout: 30_000 }).toBe(0);
  expect(await claims(app)).toEqual([]);
});

test('a volume that the cluster does not make is named, and its claim goes with the app', async () => {
  const { storageClass } = await installation.db.cluster.findFirstOrThrow();
  await installation.db.cluster.updateMany({ data: { storageClass: 'nobody-makes-it' } });
  try {
    const stuck = await installation.app(tenantId, 'stuck');
    await new Promise((done) => setTimeout(done, 6_000)); // the worker reads the row again
    const failure = failureOf(await stuck.ended(await deploy(diarist('stuck'), [data], stuck)), 'volume-unavailable');
    expect(failure.evidence.join('\n')).toMatch(/PersistentVolumeClaim/i);
    expect(await claims(stuck)).toHaveLength(1);
    await stuck.remove();
    await expect.poll(() => claims(stuck), { timeout: 60_000 }).toEqual([]);
  } finally {
    await installation.db.cluster.updateMany({ data: { storageClass } });
  }
});
