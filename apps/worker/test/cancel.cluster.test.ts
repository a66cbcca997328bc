import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deploymentSteps } from '@berth/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningWorker } from '../src/start-worker.js';
import { installOnCluster, nodeImage, server, small, until, type TestApp, type TestInstallation } from './installation-on-cluster.js';

let installation: TestInstallation;
let tenantId: string;
let app: TestApp;
let worker: RunningWorker;
let folder: string;
let apps = 0;

const image = (text: string) => ({ kind: 'image', ref: nodeImage, processes: [{ name: 'web', command: server(text), minReadySeconds: 1, size: small }] }) as const;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'berth-cancel-'));
  installation = await installOnCluster();
  worker = await installation.start();
  tenantId = (await installation.tenant('acme')).id;
  app = await installation.app(tenantId, 'hello');
  expect(await app.ended(await app.deploy(image('steady')))).toMatchObject({ state: 'live', failure: null });
  // A release command, which later deployments take over, so that every step has something to do.
  await installation.db.release.updateMany({ data: { settings: { releaseCommand: { command: ['node', '--version'], timeoutSeconds: 60, size: small }, requires: [], fromSource: {} } } });
}, 240_000);

afterAll(async () => {
  await installation?.end();
  rmSync(folder, { recursive: true, force: true });
});

/** A worker that lets each deployment stand still once at `point`; resolves with what waits until this one does. */
async function pausingAt(point: string): Promise<(deploymentId: string) => Promise<void>> {
  const marker = join(folder, `${point.replace(':', '-')}-${(apps += 1)}`);
  await worker.stop();
  worker = await installation.start({ pause: { at: point, marker } });
  const marked = (): string => {
    try {
      return readFileSync(marker, 'utf8');
    } catch {
      return ''; // nobody has come by yet
    }
  };
  return (deploymentId) => until(60_000, `the deployment stands still at ${point}`, async () => marked().includes(deploymentId));
}

async function pods(environmentId: string): Promise<string[]> {
  const { cluster, env } = installation;
  const all = await cluster.list('Pod', { namespace: `${env.namespacePrefix}-acme`, labelSelector: `berth.dev/environment-id=${environmentId}` });
  return all.filter((pod) => !pod.metadata.deletionTimestamp).map((pod) => pod.metadata.name).sort();
}

async function releases(environmentId: string): Promise<(string | undefined)[]> {
  const { cluster, env } = installation;
  const all = await cluster.list('Pod', { namespace: `${env.namespacePrefix}-acme`, labelSelector: `berth.dev/environment-id=${environmentId}` });
  return all.map((pod) => pod.metadata.labels?.['berth.dev/release']);
}

/** A rolling deployment has nothing to try out: the end of a trial is tested with the strategies. */
const points = deploymentSteps.filter((step) => step !== 'tryOut').flatMap((step) => [`${step}:started`, `${step}:finished`]);

test.each(points)('cancelled at %s: it ends cancelled soon, what served before serves, and nothing is left', async (point) => {
  const before = { objects: await app.objects(), pods: await pods(app.environmentId), release: (await releases(app.environmentId))[0], row: await installation.db.environment.findUniqueOrThrow({ where: { id: app.environmentId } }) };
  const standsStill = await pausingAt(point);
  const id = await app.deploy(image(`not ${point}`));
  await standsStill(id);
  const asked = Date.now();
  await app.cancel(id);
  const ended = await app.ended(id, 30_000);
  expect(ended).toMatchObject({ state: 'cancelled', failure: null });
  expect(Date.now() - asked).toBeLessThan(5_000);
  expect(ended.steps.filter((step) => step.state === 'running')).toEqual([]);
  await until(20_000, 'only what was there before is left', async () => JSON.stringify([await app.objects(), (await pods(app.environmentId)).length]) === JSON.stringify([before.objects, before.pods.length]));
  const row = await installation.db.environment.findUniqueOrThrow({ where: { id: app.environmentId } });
  expect(row).toMatchObject({ liveReleaseId: before.row.liveReleaseId, targetReleaseId: before.row.liveReleaseId, leaseHolder: null });
  if (points.indexOf(point) <= points.indexOf('apply:started')) expect(await pods(app.environmentId)).toEqual(before.pods);
  else await until(60_000, 'every pod is of what served before', async () => (await releases(app.environmentId)).every((release) => release === before.release));
  expect((await app.ask()).text).toContain('steady');
});

test.each(['build:started', 'apply:finished', 'rollOut:finished', 'verify:finished'])('a first deployment cancelled at %s leaves nothing, and the next one goes live', async (point) => {
  const fresh = await installation.app(tenantId, `fresh${(apps += 1)}`);
  await fresh.scale(1);
  const standsStill = await pausingAt(point);
  const id = await fresh.deploy(image('never'));
  await standsStill(id);
  await fresh.cancel(id);
  expect(await fresh.ended(id, 30_000)).toMatchObject({ state: 'cancelled' });
  expect(await fresh.objects()).toEqual([]);
  expect(await installation.db.environment.findUniqueOrThrow({ where: { id: fresh.environmentId } })).toMatchObject({ liveReleaseId: null, targetReleaseId: null });
  await worker.stop();
  worker = await installation.start();
  expect(await fresh.ended(await fresh.deploy(image('at last')))).toMatchObject({ state: 'live' });
  await fresh.remove();
});

test('cancelled while it waits behind another, and while no worker runs: it ends without having started', async () => {
  const standsStill = await pausingAt('check:started');
  const first = await app.deploy(image('first'));
  await standsStill(first);
  const behind = await app.deploy(image('behind'));
  await app.cancel(behind);
  const waited = await app.ended(behind, 10_000);
  expect(waited).toMatchObject({ state: 'cancelled', startedAt: null, releaseId: null });
  await worker.stop();
  await app.cancel(first);
  const unseen = await app.deploy(image('unseen'));
  await app.cancel(unseen);
  worker = await installation.start();
  const cutOff = await app.ended(first, 30_000);
  expect(cutOff).toMatchObject({ state: 'cancelled' });
  expect(cutOff.steps.map(({ name, state }) => `${name} ${state}`)).toEqual(['build skipped', 'check cancelled']);
  expect(await app.ended(unseen, 30_000)).toMatchObject({ state: 'cancelled', startedAt: null });
  expect((await app.ask()).text).toContain('steady');
});
