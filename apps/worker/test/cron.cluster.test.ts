import { randomUUID } from 'node:crypto';
import { enqueue } from '@berth/db';
import { readKeptLine } from '@berth/domain';
import { cronJobName, labels, tenantNamespace, type LiveObject } from '@berth/k8s-adapter';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningWorker } from '../src/start-worker.js';
import { installOnCluster, node, nodeImage, server, small, until, type TestApp, type TestInstallation } from './installation-on-cluster.js';

let installation: TestInstallation;
let worker: RunningWorker;
let app: TestApp;
let namespace: string;
let liveRelease: string;

const never = '0 3 1 1 *';
const entry = (name: string, schedule: string, program: string, more: object = {}) => ({ name, schedule, timeZone: 'Europe/Berlin', command: node(program), timeoutSeconds: 120, concurrency: 'forbid', retries: 0, size: small, ...more });
const entries = [
  entry('tick', '* * * * *', "console.log('ticked by v'+process.env.BERTH_RELEASE)"),
  entry('report', never, "console.log('report of '+process.env.BERTH_PROCESS)"),
  entry('bad', never, "console.error('counting');console.error('no such table');process.exit(3)"),
  entry('slow', never, "setTimeout(()=>console.log('slowly done'),20000)"),
  entry('late', never, "console.log('waiting');setInterval(()=>{},1000);process.on('SIGTERM',()=>process.exit(0))", { timeoutSeconds: 5 }),
];

beforeAll(async () => {
  installation = await installOnCluster();
  worker = await installation.start({ resyncMs: 600_000 });
  const tenant = await installation.tenant('acme', { cpuMillicores: 500, memoryBytes: 2 ** 30, pods: 6, storageBytes: 2 ** 30, apps: 2 });
  namespace = tenantNamespace(installation.env.namespacePrefix, 'acme');
  app = await installation.app(tenant.id, 'hello');
  await app.scale(1);
  const first = await app.ended(await deployed());
  expect(first, JSON.stringify(first.failure)).toMatchObject({ state: 'live' });
  liveRelease = first.releaseId!;
}, 240_000);

afterAll(async () => {
  await installation?.end();
});

const deployed = (): Promise<string> => app.deploy({ kind: 'image', ref: nodeImage, processes: [{ name: 'web', command: server('v1'), minReadySeconds: 1, size: small }] });
/** The live release as if its source had named these; the next release takes them over. */
const withCron = (cron: object[]) => installation.db.release.update({ where: { id: liveRelease }, data: { settings: { cron } } });
async function reconcile(data: { cronPaused?: string[] } = {}): Promise<void> {
  const { tenantId, environmentId } = app;
  await installation.db.$transaction(async (tx) => {
    await tx.environment.update({ where: { id: environmentId }, data: { ...data, updatedAt: new Date() } });
    await enqueue(tx, 'reconcileEnvironment', { tenantId, environmentId });
  });
}
/** Asks for a run as the API does. */
async function runNow(cron: string): Promise<string> {
  const { tenantId, environmentId } = app;
  const id = randomUUID();
  await installation.db.$transaction(async (tx) => {
    await tx.cronRun.create({ data: { id, tenantId, environmentId, cron, trigger: 'manual', state: 'queued', createdBy: 'ann@example.com' } });
    await enqueue(tx, 'startCronRun', { tenantId, runId: id });
  });
  return id;
}
const readRun = (id: string) => installation.db.cronRun.findUniqueOrThrow({ where: { id } });
async function ended(id: string, ms = 60_000) {
  await until(ms, `run ${id} ends`, async () => (await readRun(id)).finishedAt !== null);
  return readRun(id);
}
const running = (id: string): Promise<void> => until(60_000, `run ${id} runs`, async () => ((await readRun(id)).pods.length > 0 && (await pods(id)).some((pod) => pod.phase === 'Running')));
const pods = async (id: string) => {
  const names = (await readRun(id)).pods;
  const found = await installation.cluster.list('Pod', { namespace, labelSelector: `${labels.processKind}=cron` });
  return found.filter((pod) => names.includes(pod.metadata.name)).map((pod) => ({ phase: (pod['status'] as { phase: string }).phase }));
};
const linesOf = async (id: string): Promise<string[]> => (await installation.db.podLog.findMany({ where: { environmentId: app.environmentId, pod: { in: (await readRun(id)).pods } } })).flatMap(({ lines }) => lines.split('\n').map((line) => readKeptLine(line).text));
const cronJob = (name: string): Promise<LiveObject | null> =>
  installation.cluster.read({ kind: 'CronJob', namespace, name: cronJobName({ app: { slug: 'hello' }, environment: { id: app.environmentId, slug: 'production' } }, name) });
const specOf = async (name: string) => (await cronJob(name))?.['spec'] as { suspend: boolean; timeZone: string; schedule: string; concurrencyPolicy: string } | undefined;
const events = async (cron: string) => (await installation.db.event.findMany({ where: { environmentId: app.environmentId, kind: 'cron.run' }, orderBy: { id: 'asc' } })).map(({ data }) => data as { cron: string; state: string }).filter((data) => data.cron === cron);

test('cron processes are on the cluster with their time zone, and run by the clock', async () => {
  await withCron(entries);
  await reconcile();
  await until(20_000, 'the CronJobs are there', async () => (await app.objects()).filter((object) => object.startsWith('CronJob ')).length === entries.length);
  expect(await specOf('report')).toMatchObject({ timeZone: 'Europe/Berlin', schedule: never, concurrencyPolicy: 'Forbid', suspend: false });
  const find = () => installation.db.cronRun.findFirst({ where: { environmentId: app.environmentId, cron: 'tick', state: 'succeeded' } });
  await until(100_000, 'tick ran by the clock', async () => (await find()) !== null);
  const run = (await find())!;
  expect(run).toMatchObject({ trigger: 'schedule', release: 1, exitCode: 0, failure: null, createdBy: null });
  expect(run.scheduledFor!.getTime() % 60_000).toBe(0);
  expect(run.finishedAt!.getTime()).toBeGreaterThanOrEqual(run.startedAt!.getTime());
  expect(await linesOf(run.id)).toEqual(['ticked by vv1']);
  expect((await events('tick'))[0]).toMatchObject({ state: 'succeeded', trigger: 'schedule', exitCode: 0 });
  await withCron(entries.slice(1));
  await reconcile();
  await until(20_000, 'tick is gone, as it is no longer in the release', async () => (await cronJob('tick')) === null);
});

test('a run by hand is one Job, however often it is asked for; one that fails tells its exit code, class, lines and remedy', async () => {
  const jobs = async () => (await installation.cluster.list('Job', { namespace, labelSelector: `${labels.process}=report` })).map((job) => job.metadata.name);
  const before = { events: (await events('bad')).length, jobs: await jobs() };
  const [report, bad] = await Promise.all([runNow('report'), runNow('bad')]);
  const { tenantId } = app;
  await installation.db.$transaction((tx) => enqueue(tx, 'startCronRun', { tenantId, runId: report }));
  expect(await ended(report)).toMatchObject({ state: 'succeeded', trigger: 'manual', exitCode: 0, scheduledFor: null, pods: [expect.any(String)] });
  expect(await linesOf(report)).toEqual(['report of report']);
  expect(await ended(bad)).toMatchObject({
    state: 'failed',
    exitCode: 3,
    failure: { class: 'crash', message: expect.stringMatching(/^The cron process bad .*exit code 3/) as string, lastLines: ['counting', 'no such table'], remedy: expect.stringContaining('berth cron logs bad') as string },
  });
  expect((await events('bad')).slice(before.events)).toMatchObject([{ state: 'failed', exitCode: 3, failure: 'crash', trigger: 'manual' }]);
  expect((await jobs()).filter((name) => !before.jobs.includes(name))).toEqual([(await readRun(report)).job]);
});

test('a run that takes too long is ended, with the reason', async () => {
  const late = await ended(await runNow('late'));
  expect(late).toMatchObject({ state: 'failed', exitCode: null, failure: { class: 'timeout', message: 'It took longer than the 5 s allowed.', remedy: expect.stringContaining('`cron.late.timeout`') as string } });
});

test('a run survives the worker, and is recorded by the next one', async () => {
  const slow = await runNow('slow');
  await running(slow);
  await worker.stop();
  const { job } = await readRun(slow);
  await until(60_000, 'the Job ends while no worker looks', async () => (await installation.cluster.readJob({ namespace, name: job! })).job?.status?.succeeded === 1);
  expect((await readRun(slow)).state).toBe('running');
  worker = await installation.start({ resyncMs: 600_000 });
  expect(await ended(slow)).toMatchObject({ state: 'succeeded', exitCode: 0 });
  expect(await linesOf(slow)).toEqual(['slowly done']);
});

test('a CronJob that is removed by hand is back', async () => {
  const before = (await cronJob('report'))!;
  await installation.cluster.remove({ kind: 'CronJob', namespace, name: before.metadata.name });
  await until(20_000, 'it is back', async () => ![undefined, before.metadata.uid].includes((await cronJob('report'))?.metadata.uid));
});

test('a paused one has its clock stopped; a suspended tenant all of them, and what runs is ended', async () => {
  await reconcile({ cronPaused: ['report'] });
  await until(20_000, 'report is paused', async () => (await specOf('report'))?.suspend === true);
  expect((await specOf('slow'))?.suspend).toBe(false);
  const slow = await runNow('slow');
  await running(slow);
  await installation.changeTenant(app.tenantId, { state: 'suspended' });
  expect(await ended(slow)).toMatchObject({ state: 'stopped', reason: 'The tenant was suspended while it ran.', failure: null });
  await until(20_000, 'all clocks stand still', async () => (await specOf('slow'))?.suspend === true);
  expect(await ended(await runNow('report'))).toMatchObject({ state: 'stopped', reason: 'The tenant is suspended.', job: null });
  await installation.changeTenant(app.tenantId, { state: 'active' });
  await until(30_000, 'the clocks go on, but the paused one', async () => (await specOf('slow'))?.suspend === false);
  expect((await specOf('report'))?.suspend).toBe(true);
});

test('a run that could never fit the budget is refused before anything is touched; what a release has no more goes', async () => {
  await withCron([entry('huge', never, '', { size: { ...small, memoryLimitBytes: 2 ** 30 } })]);
  const refused = await app.ended(await deployed());
  expect(refused).toMatchObject({ state: 'failed', failure: { class: 'quota', step: 'check', message: 'A run of cron process huge could never start: it needs 1024Mi memory, and of the budget of 1024Mi memory the app’s processes leave 768Mi memory.' } });
  await withCron([]);
  const live = await app.ended(await deployed());
  expect(live, JSON.stringify(live.failure)).toMatchObject({ state: 'live' });
  await until(20_000, 'no CronJob is left', async () => (await app.objects()).every((object) => !object.startsWith('CronJob ')));
});
