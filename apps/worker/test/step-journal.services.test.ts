import { afterAll, beforeAll, expect, test } from 'vitest';
import { pino } from 'pino';
import { DeploymentCancelled, failed } from '../src/jobs/deployment-failure.js';
import type { DeploymentRun } from '../src/jobs/deployment-run.js';
import { goLive } from '../src/jobs/go-live.js';
import { acquireLease, LeaseLost, type Lease } from '../src/leases/lease.js';
import { StepJournal } from '../src/steps/step-journal.js';
import { seedDeployment, seedEnvironment } from './seed.js';
import { cloneDatabase, dropTemplate, type TestDatabase } from './services.js';

const log = pino({ level: 'silent' });
let database: TestDatabase;

beforeAll(async () => {
  database = await cloneDatabase();
});
afterAll(async () => {
  await database?.drop();
  await dropTemplate();
});

type At = Awaited<ReturnType<typeof seedEnvironment>>;
const leaseOf = async (at: At): Promise<Lease> => (await acquireLease({ db: database.db, log }, at.environmentId, 'w', 60_000))!;

const openJournal = (at: At, lease: Lease, id: string): StepJournal => new StepJournal(database.db, lease, { tenantId: at.tenantId, appId: at.appId, environmentId: at.environmentId, deploymentId: id }, async () => {});

async function journalOf(at: At): Promise<{ id: string; lease: Lease; journal: StepJournal }> {
  const id = await seedDeployment(database.db, at, { state: 'running' });
  const lease = await leaseOf(at);
  return { id, lease, journal: openJournal(at, lease, id) };
}

test('steps are rows and events, progress is told once, and a failure is kept at once with its step', async () => {
  const { db } = database;
  const at = await seedEnvironment(db);
  const { id, lease, journal } = await journalOf(at);
  await journal.started('build');
  await journal.progress('fetching');
  await journal.progress('fetching');
  await journal.finished('build', { detail: 'sha256:1', skipped: true });
  await journal.started('rollOut');
  expect(await journal.failed(new Error('the database went away'))).toBe(false);
  expect(await journal.failed(failed('crash', 'It crashed.', { lastLines: ['boom'] }))).toBe(true);
  await journal.ended('failed', 'It crashed.');
  await lease.release();
  const row = await db.deployment.findUniqueOrThrow({ where: { id }, include: { steps: { orderBy: { position: 'asc' } } } });
  expect(row).toMatchObject({ state: 'failed', failure: { class: 'crash', step: 'rollOut', lastLines: ['boom'] } });
  expect(row.steps.map((step) => [step.name, step.state, step.detail])).toEqual([['build', 'skipped', 'sha256:1'], ['rollOut', 'failed', 'It crashed.']]);
  const events = await db.event.findMany({ where: { deploymentId: id }, orderBy: { id: 'asc' } });
  expect(events.map((event) => event.kind)).toEqual(['deployment.step', 'deployment.progress', 'deployment.step', 'deployment.step', 'deployment.step', 'deployment.state']);
});

test.each([
  ['cancelled', new DeploymentCancelled(), null],
  ['failed', failed('crash', 'It crashed.'), 'check'],
])('a step that was cut off with its worker is %s by the one that takes over', async (state, end, step) => {
  const { db } = database;
  const at = await seedEnvironment(db);
  const { id, lease, journal } = await journalOf(at);
  await journal.started('check');
  const next = openJournal(at, lease, id);
  expect(await next.failed(end)).toBe(true);
  await lease.release();
  expect(await db.deployment.findUniqueOrThrow({ where: { id }, include: { steps: true } })).toMatchObject({ failure: step && { class: 'crash', step }, steps: [{ name: 'check', state }] });
});

test('a cancel that was accepted before the last moment wins over going live, and changes nothing else', async () => {
  const { db } = database;
  const at = await seedEnvironment(db);
  const { id, lease, journal } = await journalOf(at);
  const release = await db.release.create({ data: { tenantId: at.tenantId, environmentId: at.environmentId, version: 1, image: 'i', imageDigest: 'sha256:1', configVersion: 0, processes: [], source: {}, description: '' } });
  const deps = { db, wakeReconciler: () => {}, env: { watchMs: 60_000 } };
  const run = { rows: { id, releaseId: release.id, environmentId: at.environmentId, cause: 'deploy', previousReleaseId: null, environment: { kind: 'permanent' } }, journal, deps } as unknown as DeploymentRun;
  await db.deployment.update({ where: { id }, data: { cancelRequestedAt: new Date() } });
  await expect(goLive(run)).rejects.toBeInstanceOf(DeploymentCancelled);
  expect(await db.deployment.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'running', finishedAt: null });
  expect(await db.environment.findUniqueOrThrow({ where: { id: at.environmentId } })).toMatchObject({ liveReleaseId: null });
  await db.deployment.update({ where: { id }, data: { cancelRequestedAt: null } });
  await goLive(run);
  expect(await db.environment.findUniqueOrThrow({ where: { id: at.environmentId } })).toMatchObject({ liveReleaseId: release.id, targetReleaseId: release.id });
  await lease.release();
});

test('a worker that lost its lease writes nothing more', async () => {
  const { db } = database;
  const at = await seedEnvironment(db);
  const { id, lease, journal } = await journalOf(at);
  await journal.started('apply');
  await db.$executeRaw`UPDATE environment SET "leaseFence" = "leaseFence" + 1 WHERE id = ${at.environmentId}`;
  await expect(journal.finished('apply', { detail: null })).rejects.toBeInstanceOf(LeaseLost);
  await expect(journal.failed(new DeploymentCancelled())).rejects.toBeInstanceOf(LeaseLost);
  await expect(journal.ended('live', null)).rejects.toBeInstanceOf(LeaseLost);
  expect(await db.deployment.findUniqueOrThrow({ where: { id }, include: { steps: true } })).toMatchObject({ state: 'running', steps: [{ state: 'running' }] });
  await lease.release();
});
