import { join } from 'node:path';
import { labels, tenantNamespace } from '@berth/k8s-adapter';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installOnCluster, node, nodeImage, server, small, until, WorkerProcesses, type EndedDeployment, type TestApp, type TestInstallation } from './installation-on-cluster.js';

let installation: TestInstallation;
let app: TestApp;
let liveRelease: string;
let workers: WorkerProcesses;

beforeAll(async () => {
  installation = await installOnCluster();
  workers = new WorkerProcesses(installation.env);
  workers.start('steady');
  const tenant = await installation.tenant('acme');
  app = await installation.app(tenant.id, 'hello');
  const first = await app.ended(await app.deploy({ kind: 'image', ref: nodeImage, processes: [{ name: 'web', command: server('v1'), minReadySeconds: 1, size: small, scale: { min: 1, max: 1 } }] }));
  expect(first, JSON.stringify(first.failure)).toMatchObject({ state: 'live' });
  expect(states(first)['release']).toBe('skipped');
  liveRelease = first.releaseId!;
}, 240_000);

afterAll(async () => {
  await workers?.stopAll();
  await installation?.end();
});

const states = (deployment: EndedDeployment): Record<string, string> => Object.fromEntries(deployment.steps.map(({ name, state }) => [name, state]));

/** The live release gets this release command, which the next deployment of an image takes over from it. */
const nextRuns = (command: string[], timeoutSeconds = 60, requires: string[] = []): Promise<unknown> =>
  installation.db.release.update({ where: { id: liveRelease }, data: { settings: { releaseCommand: { command, timeoutSeconds, size: small }, requires, fromSource: {} } } });

const deploy = async (text: string): Promise<string> => app.deploy({ kind: 'image', ref: nodeImage, processes: [{ name: 'web', command: server(text), minReadySeconds: 1, size: small }] });
const logOf = async (deploymentId: string): Promise<string> => (await installation.db.releaseLogChunk.findMany({ where: { deploymentId }, orderBy: { seq: 'asc' } })).map(({ text }) => text).join('');
const jobs = () => installation.cluster.list('Job', { namespace: tenantNamespace(installation.env.namespacePrefix, 'acme'), labelSelector: `${labels.environmentId}=${app.environmentId}` });

/** Names of the cluster's objects with what they hold, to see that nothing was changed. */
const objects = async (): Promise<string[]> =>
  (await installation.cluster.listOwned({ scope: 'environment', installation: installation.env.namespacePrefix, namespace: tenantNamespace(installation.env.namespacePrefix, 'acme'), environmentId: app.environmentId }))
    .map((object) => `${object.kind}/${object.metadata.name}@${object.metadata.generation ?? ''}`)
    .sort();

async function expectNothingChanged(before: string[]): Promise<void> {
  expect((await objects()).filter((name) => before.includes(name))).toEqual(before);
  expect((await app.ask()).text).toContain('v1');
  await until(20_000, 'the Job is gone', async () => (await jobs()).length === 0);
  expect(await installation.db.environment.findUniqueOrThrow({ where: { id: app.environmentId } })).toMatchObject({ liveReleaseId: liveRelease, targetReleaseId: liveRelease });
}

test('a command that fails: its exit code and last lines, nothing is changed, the old version serves', async () => {
  const before = await objects();
  await nextRuns(node("console.log('migrating');console.error('no such table: users');process.exit(3)"));
  const deployment = await app.ended(await deploy('never'));
  expect(deployment).toMatchObject({ state: 'failed', failure: { class: 'release-command-failed', step: 'release', message: expect.stringMatching(/exit code 3.*Nothing was changed\.$/s), lastLines: ['migrating', 'no such table: users'] } });
  expect(states(deployment)).toMatchObject({ check: 'done', release: 'failed' });
  expect(states(deployment)['apply'] ?? 'pending').toBe('pending');
  expect(await logOf(deployment.id)).toBe('migrating\nno such table: users\n');
  await expectNothingChanged(before);
});

test('a command that takes too long is stopped at its time', async () => {
  await nextRuns(node("console.log('waiting for a lock');setInterval(()=>{},1000)"), 4);
  const began = performance.now();
  const deployment = await app.ended(await deploy('never'));
  expect(deployment).toMatchObject({ state: 'failed', failure: { class: 'release-command-failed', message: expect.stringContaining('did not end within 4 s'), lastLines: ['waiting for a lock'] } });
  expect(performance.now() - began).toBeLessThan(30_000);
  await expectNothingChanged([]);
});

test('a command that does not exist is named', async () => {
  await nextRuns(['migrate-the-database']);
  const deployment = await app.ended(await deploy('never'));
  expect(deployment.failure).toMatchObject({ class: 'release-command-failed', message: expect.stringContaining('migrate-the-database'), remedy: expect.stringContaining('`release`') });
  await expectNothingChanged([]);
});

test('cancelled in the middle of it: the command ends, and nothing is changed', async () => {
  await nextRuns(node("console.log('long');setInterval(()=>{},1000)"));
  const id = await deploy('never');
  await until(30_000, 'the command runs', async () => (await logOf(id)) !== '');
  await installation.db.deployment.update({ where: { id }, data: { cancelRequestedAt: new Date() } });
  expect(await app.ended(id, 20_000)).toMatchObject({ state: 'cancelled', failure: null });
  await expectNothingChanged([]);
});

test('a name that must be configured and is not is refused at check, before the command runs', async () => {
  await nextRuns(node("console.log('ran')"), 60, ['APP_MESSAGE', 'DATABASE_URL']);
  const deployment = await app.ended(await deploy('never'));
  expect(deployment).toMatchObject({ state: 'failed', releaseRun: null, failure: { class: 'config-name-missing', step: 'check', message: expect.stringContaining('APP_MESSAGE and DATABASE_URL'), evidence: [expect.stringContaining('no APP_MESSAGE, no DATABASE_URL')], remedy: expect.stringContaining('berth config set --no-deploy APP_MESSAGE=… DATABASE_URL=…') } });
});

/** Counts its own runs where every pod of the app can see them: in the log that Berth keeps. */
const counted = node("console.log('run '+process.env.BERTH_RELEASE+' '+process.pid);setTimeout(()=>console.log('done'),6000)");

test('the worker is killed while it runs: another one goes on with the same Job, and it runs once', async () => {
  await workers.stopAll();
  await nextRuns(counted);
  const doomed = workers.start('doomed');
  const id = await deploy('v2');
  await until(40_000, 'the command runs', async () => (await logOf(id)).includes('run v'));
  const [job] = await jobs();
  doomed.kill('SIGKILL');
  await workers.ended(doomed);
  workers.start('heir');
  const deployment = await app.ended(id, 60_000);
  expect(deployment, JSON.stringify(deployment.failure)).toMatchObject({ state: 'live', releaseRun: { state: 'succeeded', job: job!.metadata.name } });
  expect((await logOf(id)).match(/run v/g)).toHaveLength(1);
  expect(await logOf(id)).toMatch(/done\n$/);
  expect((await app.ask()).text).toContain('v2');
  await until(20_000, 'the Job is gone', async () => (await jobs()).length === 0);
  liveRelease = deployment.releaseId!;
});

test.each(['release:started', 'release:finished'])('the worker is killed at %s: the command runs once', async (point) => {
  await workers.stopAll();
  await nextRuns(counted);
  const doomed = workers.start('doomed', { BERTH_KILL_AT_STEP: point, BERTH_KILL_MARKER: join(workers.folder, point.replace(':', '-')) });
  const id = await deploy(point);
  await workers.ended(doomed);
  expect(doomed.signalCode).toBe('SIGKILL');
  workers.start('heir');
  const deployment = await app.ended(id, 90_000);
  expect(deployment, JSON.stringify(deployment.failure)).toMatchObject({ state: 'live' });
  expect((await logOf(id)).match(/run v/g)).toHaveLength(1);
  liveRelease = deployment.releaseId!;
});

test('a rollback and a restart run no command', async () => {
  const back = await app.ended(await app.deploy({ kind: 'release', version: 1, keepConfig: false }, 'rollback'));
  expect(back).toMatchObject({ state: 'live', releaseRun: null });
  expect(states(back)['release']).toBe('skipped');
});

test('an app with such a Job can be deleted while it runs', async () => {
  liveRelease = (await installation.db.environment.findUniqueOrThrow({ where: { id: app.environmentId } })).liveReleaseId!;
  await nextRuns(node("console.log('long');setInterval(()=>{},1000)"));
  const id = await deploy('never');
  await until(30_000, 'the command runs', async () => (await logOf(id)) !== '');
  await installation.db.deployment.update({ where: { id }, data: { cancelRequestedAt: new Date() } });
  await installation.db.$transaction(async (tx) => {
    await tx.app.update({ where: { id: app.appId }, data: { state: 'deleting' } });
    await tx.outbox.create({ data: { job: 'deleteApp', payload: { tenantId: app.tenantId, appId: app.appId } } });
  });
  await until(90_000, 'the app is gone', async () => (await installation.db.app.count({ where: { id: app.appId } })) === 0);
  expect(await jobs()).toEqual([]);
});
