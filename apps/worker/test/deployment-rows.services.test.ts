import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { pino } from 'pino';
import { watchCancel } from '../src/jobs/cancel-watch.js';
import { createRelease } from '../src/jobs/create-release.js';
import { inputOf, readDeployment, type DeploymentRun } from '../src/jobs/deployment-run.js';
import { takeBackConfig } from '../src/jobs/restore-config.js';
import { runDeployment } from '../src/jobs/run-deployment.js';
import { settleWaiting, takeNextDeployment } from '../src/jobs/take-next-deployment.js';
import { waitForLease } from '../src/jobs/wait-for-lease.js';
import { acquireLease, type Lease } from '../src/leases/lease.js';
import { cleanUp } from '../src/upkeep/clean-up.js';
import type { WorkerDeps } from '../src/worker-deps.js';
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
const states = async (at: At): Promise<string[]> => (await database.db.deployment.findMany({ where: { environmentId: at.environmentId }, orderBy: { number: 'asc' } })).map((row) => row.state);

test('the newest waiting deployment is taken, older ones are superseded, cancelled ones end cancelled', async () => {
  const { db } = database;
  const at = await seedEnvironment(db);
  await seedDeployment(db, at);
  await seedDeployment(db, at, { cancelRequestedAt: new Date() });
  const newest = await seedDeployment(db, at);
  const lease = await leaseOf(at);
  expect(await takeNextDeployment(db, lease, 8)).toBe(newest);
  expect(await states(at)).toEqual(['superseded', 'cancelled', 'running']);
  await lease.release();
});

const current = { cause: 'config', input: { kind: 'current' } };

test('code and settings that wait are not lost to a config change or a restart: these come after them, once', async () => {
  const { db } = database;
  const at = await seedEnvironment(db);
  await seedDeployment(db, at);
  const code = await seedDeployment(db, at);
  await seedDeployment(db, at, current);
  const settings = await seedDeployment(db, at, { input: { kind: 'current', processes: [{ name: 'web', port: 80 }] } });
  await seedDeployment(db, at, current);
  const restart = await seedDeployment(db, at, { ...current, cause: 'restart' });
  const lease = await leaseOf(at);
  const taken: (string | null)[] = [];
  for (let round = 0; round < 4; round += 1) {
    const next = await takeNextDeployment(db, lease, 8);
    taken.push(next);
    if (next) await db.deployment.update({ where: { id: next }, data: { state: 'live' } });
    if (round === 0) expect(await states(at)).toEqual(['superseded', 'live', 'superseded', 'queued', 'superseded', 'queued']);
  }
  expect(taken).toEqual([code, settings, restart, null]);
  await lease.release();
});

test('an input that cannot be read whole has its turn like any other', async () => {
  const { db } = database;
  const at = await seedEnvironment(db);
  const old = await seedDeployment(db, at, { input: { kind: 'image', ref: 'nginx', processes: [{ name: 'web', size: { cpuRequestMillicores: 9e9 } }] } });
  const lease = await leaseOf(at);
  expect(await takeNextDeployment(db, lease, 8)).toBe(old);
  await lease.release();
});

test('a rollback that waits goes before a restart; one that restores its config gives way to a config change', async () => {
  const { db } = database;
  const rollback = (keepConfig: boolean) => ({ cause: 'rollback', input: { kind: 'release', version: 1, keepConfig } });
  for (const [keepConfig, later, expected] of [
    [false, { ...current, cause: 'restart' }, ['queued', 'queued']],
    [false, current, ['superseded', 'queued']],
    [true, current, ['queued', 'queued']],
  ] as const) {
    const at = await seedEnvironment(db);
    await seedDeployment(db, at, rollback(keepConfig));
    await seedDeployment(db, at, later);
    await db.$transaction((tx) => settleWaiting(tx, at.environmentId));
    expect(await states(at)).toEqual(expected);
  }
});

test('a return by itself is not dropped for a config change or a restart; what was set since comes after it', async () => {
  const { db } = database;
  const at = await seedEnvironment(db);
  const now = Date.now();
  const version = (number: number, variables: object, secrets: object = {}) => db.configVersion.create({ data: { createdAt: new Date(now - (4 - number) * 60_000), tenantId: at.tenantId, environmentId: at.environmentId, version: number, variables, secrets } });
  await version(1, { COLOUR: 'blue', OLD: 'yes', KEPT: 'as before' }, { TOKEN: 'sealed-1' });
  await version(2, { COLOUR: 'broken', OLD: 'yes', KEPT: 'otherwise' }, { TOKEN: 'sealed-1' });
  await version(3, { COLOUR: 'green', KEPT: 'otherwise' }, { TOKEN: 'sealed-1', KEY: 'sealed-3' });
  const release = (number: number) => db.release.create({ data: { tenantId: at.tenantId, environmentId: at.environmentId, version: number, image: 'i', imageDigest: 'd', description: '', configVersion: number, processes: [], settings: {}, source: {} } });
  await release(1);
  const broken = await release(2);
  await db.environment.update({ where: { id: at.environmentId }, data: { configVersion: 3, nextRelease: 3, liveReleaseId: broken.id, targetReleaseId: broken.id } });
  const back = await seedDeployment(db, at, { cause: 'automatic', createdAt: new Date(now - 90_000), input: { kind: 'release', version: 1, keepConfig: false } });
  await seedDeployment(db, at, { ...current, cause: 'restart' });
  const change = await seedDeployment(db, at, current);
  const lease = await leaseOf(at);
  expect(await takeNextDeployment(db, lease, 8)).toBe(back);
  expect(await states(at)).toEqual(['running', 'superseded', 'queued']);
  const rows = await readDeployment(db, back);
  const run = { deps: { db }, lease, rows, input: inputOf(rows) } as unknown as DeploymentRun;
  await createRelease(run, { image: 'i', digest: 'd', settings: null });
  expect(run.rows.release).toMatchObject({ version: 3, configVersion: 4 });
  const config = (number: number) => db.configVersion.findUniqueOrThrow({ where: { environmentId_version: { environmentId: at.environmentId, version: number } }, select: { variables: true, secrets: true } });
  expect(await config(4)).toEqual({ variables: { COLOUR: 'blue', OLD: 'yes', KEPT: 'as before' }, secrets: { TOKEN: 'sealed-1' } }); // as when it was healthy
  expect(await config(5)).toEqual({ variables: { COLOUR: 'green', KEPT: 'as before' }, secrets: { TOKEN: 'sealed-1', KEY: 'sealed-3' } });
  expect(await db.environment.findUniqueOrThrow({ where: { id: at.environmentId } })).toMatchObject({ configVersion: 5 });
  await db.deployment.update({ where: { id: back }, data: { state: 'live' } });
  expect(await takeNextDeployment(db, lease, 8)).toBe(change);
  await lease.release();
});

test('a rollback that does not go live leaves the config as it was, with what was set meanwhile, also when it is undone twice', async () => {
  const { db } = database;
  const at = await seedEnvironment(db);
  const version = (number: number, variables: object, secrets: object = {}) => db.configVersion.create({ data: { tenantId: at.tenantId, environmentId: at.environmentId, version: number, variables, secrets } });
  await version(1, { COLOUR: 'blue' });
  await version(2, { COLOUR: 'green', NEW: 'yes' }, { KEY: 'sealed' });
  const live = await db.release.create({ data: { tenantId: at.tenantId, environmentId: at.environmentId, version: 1, image: 'i', imageDigest: 'd', description: '', configVersion: 1, processes: [], settings: {}, source: {} } });
  await db.environment.update({ where: { id: at.environmentId }, data: { configVersion: 2, nextRelease: 2, liveReleaseId: live.id } });
  const id = await seedDeployment(db, at, { state: 'running', cause: 'rollback', input: { kind: 'release', version: 1, keepConfig: false } });
  const lease = await leaseOf(at);
  const rows = await readDeployment(db, id);
  const run = { deps: { db }, lease, rows, input: inputOf(rows) } as unknown as DeploymentRun;
  const config = async () => {
    const { configVersion } = await db.environment.findUniqueOrThrow({ where: { id: at.environmentId } });
    const { variables, secrets } = await db.configVersion.findUniqueOrThrow({ where: { environmentId_version: { environmentId: at.environmentId, version: configVersion } } });
    return { configVersion, variables, secrets };
  };
  await takeBackConfig(run);
  expect(await config()).toMatchObject({ configVersion: 2 });
  await createRelease(run, { image: 'i', digest: 'd', settings: null });
  expect(await config()).toEqual({ configVersion: 3, variables: { COLOUR: 'blue' }, secrets: {} });
  await version(4, { COLOUR: 'blue', LATER: 'too' });
  await db.environment.update({ where: { id: at.environmentId }, data: { configVersion: 4 } });
  await takeBackConfig(run);
  await takeBackConfig(run);
  expect(await config()).toEqual({ configVersion: 5, variables: { COLOUR: 'green', NEW: 'yes', LATER: 'too' }, secrets: { KEY: 'sealed' } });
  await lease.release();
});

test('a deployment whose input cannot be read ends failed, saying so; the next one has its turn', async () => {
  const { db } = database;
  const at = await seedEnvironment(db);
  const unreadable = await seedDeployment(db, at, { input: { kind: 'image', ref: 'nginx', processes: [{ name: 'web', size: { cpuRequestMillicores: 9e9 } }] } });
  const stopping = new AbortController();
  const deps = { db, log, env: { workerId: 'w', leaseMs: 60_000, deploymentsPerTenant: 8, kill: null, pause: null }, stopping: stopping.signal, clusters: { open: async () => ({}) }, build: {} } as unknown as WorkerDeps;
  await runDeployment(deps, { tenantId: at.tenantId, deploymentId: unreadable }, () => {});
  expect(await db.deployment.findUniqueOrThrow({ where: { id: unreadable } })).toMatchObject({
    state: 'failed',
    failure: { class: 'internal', step: 'build', message: 'What it asks for cannot be read: another version of Berth wrote it down.', evidence: expect.arrayContaining([expect.stringContaining('processes.0.size.cpuRequestMillicores')]), remedy: 'Deploy again.' },
  });
});

test.each([['no object', null], ['settings that are no list', { kind: 'image', ref: 'nginx', processes: 'web' }]])('an input that is %s keeps nobody from their turn', async (_what, input) => {
  const { db } = database;
  const at = await seedEnvironment(db);
  const unreadable = await seedDeployment(db, at, { input: input as object });
  const later = await seedDeployment(db, at, current);
  const lease = await leaseOf(at);
  expect(await takeNextDeployment(db, lease, 8)).toBe(unreadable);
  await db.deployment.update({ where: { id: unreadable }, data: { state: 'failed' } });
  expect(await takeNextDeployment(db, lease, 8)).toBe(later);
  await lease.release();
});

test('a deployment whose worker died is taken before a newer one, with a new attempt', async () => {
  const { db } = database;
  const at = await seedEnvironment(db);
  const running = await seedDeployment(db, at, { state: 'running', attempt: 1 });
  await seedDeployment(db, at);
  const lease = await leaseOf(at);
  expect(await takeNextDeployment(db, lease, 8)).toBe(running);
  expect(await db.deployment.findUniqueOrThrow({ where: { id: running } })).toMatchObject({ attempt: 2 });
  expect(await states(at)).toEqual(['running', 'queued']);
  await lease.release();
});

test('a tenant with as many running as it may have waits, and another does not', async () => {
  const { db } = database;
  const first = await seedEnvironment(db);
  await seedDeployment(db, first, { state: 'running' });
  const second = await seedEnvironment(db, first.tenantId);
  await seedDeployment(db, second);
  const lease = await leaseOf(second);
  expect(await takeNextDeployment(db, lease, 1)).toBeNull();
  expect(await states(second)).toEqual(['queued']);
  await lease.release();
  const other = await seedEnvironment(db);
  const id = await seedDeployment(db, other);
  const otherLease = await leaseOf(other);
  expect(await takeNextDeployment(db, otherLease, 1)).toBe(id);
  await otherLease.release();
});

test('what waits for an app that is being deleted is cancelled, for a suspended tenant it goes on waiting', async () => {
  const { db } = database;
  const at = await seedEnvironment(db);
  await seedDeployment(db, at);
  await db.app.update({ where: { id: at.appId }, data: { state: 'deleting' } });
  const lease = await leaseOf(at);
  expect(await takeNextDeployment(db, lease, 8)).toBeNull();
  expect(await states(at)).toEqual(['cancelled']);
  await lease.release();
  const suspended = await seedEnvironment(db);
  await seedDeployment(db, suspended);
  await db.tenant.update({ where: { id: suspended.tenantId }, data: { state: 'suspended' } });
  const second = await leaseOf(suspended);
  expect(await takeNextDeployment(db, second, 8)).toBeNull();
  expect(await states(suspended)).toEqual(['queued']);
  await second.release();
});

test('while one runs, a waiting one that is cancelled or superseded ends at once', async () => {
  const { db } = database;
  const at = await seedEnvironment(db);
  await seedDeployment(db, at, { state: 'running' });
  await seedDeployment(db, at);
  await seedDeployment(db, at, { cancelRequestedAt: new Date() });
  const newest = await seedDeployment(db, at);
  const settled = await db.$transaction((tx) => settleWaiting(tx, at.environmentId));
  expect(settled?.next).toBe(newest);
  expect(await states(at)).toEqual(['running', 'superseded', 'cancelled', 'queued']);
});

test('what runs is told to end, and why, when its tenant is suspended', async () => {
  const { db } = database;
  const at = await seedEnvironment(db);
  const watch = watchCancel(db, await seedDeployment(db, at, { state: 'running' }));
  await db.tenant.update({ where: { id: at.tenantId }, data: { state: 'suspended' } });
  await vi.waitUntil(() => watch.signal.aborted, { timeout: 5_000 });
  watch.stop();
  expect(watch.signal.reason).toMatchObject({ name: 'DeploymentCancelled', why: 'the tenant was suspended' });
});

test('whoever waits for the lease of an environment that is gone stops waiting', async () => {
  const { db } = database;
  const at = await seedEnvironment(db);
  const lease = await leaseOf(at);
  const deps = { db, log, stopping: new AbortController().signal, env: { workerId: 'w', leaseMs: 15_000 } } as unknown as WorkerDeps;
  const waiting = waitForLease(deps, at.environmentId);
  await db.app.delete({ where: { id: at.appId } });
  const began = performance.now();
  expect(await waiting).toBeNull();
  expect(performance.now() - began).toBeLessThan(10_000);
  await lease.release();
});

test('clean-up removes what is old and nothing else', async () => {
  const { db } = database;
  const old = new Date(Date.now() - 40 * 86_400_000);
  await db.outbox.createMany({ data: [{ job: 'deleteApp', payload: {}, sentAt: old }, { job: 'deleteApp', payload: {}, createdAt: old }, { job: 'deleteApp', payload: {}, sentAt: new Date() }] });
  const at = await seedEnvironment(db);
  await db.podLog.createMany({ data: Array.from({ length: 205 }, (_, index) => ({ tenantId: at.tenantId, environmentId: at.environmentId, pod: `p${index}`, container: 'web', process: 'web', lines: '' })) });
  expect(await cleanUp(db)).toMatchObject({ outbox: 1, 'pod_log beyond': 5 });
  expect(await db.outbox.count()).toBe(2);
});
