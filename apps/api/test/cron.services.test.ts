import { afterAll, beforeAll, expect, test } from 'vitest';
import { ApiUnderTest, reportCron } from './api-under-test.js';

let api: ApiUnderTest;
let tenant: Awaited<ReturnType<ApiUnderTest['tenant']>>;
let token: string;
beforeAll(async () => {
  api = await ApiUnderTest.start();
  tenant = await api.tenant('acme');
  token = tenant.members.developer.token;
});
afterAll(() => api.stop());

type App = Awaited<ReturnType<ApiUnderTest['deployedApp']>>;
const cronOf = async (app: App) => (await api.ask('GET', `${app.production}/cron`, { token })).body.items[0];
const runNow = (app: App) => api.ask('POST', `${app.production}/cron/report/runs`, { token });
const jobs = async (): Promise<string[]> => (await api.db.outbox.findMany({ orderBy: { id: 'asc' } })).map(({ job }) => job);
const failure = { class: 'crash', step: null, message: 'The cron process report ended with exit code 3', evidence: ['pod x: y'], lastLines: ['no such table'], remedy: 'Mend it.' };

test('the list shows schedule, next and last run', async () => {
  const app = await api.deployedApp(tenant, 'listed');
  const cron = await cronOf(app);
  expect(cron).toMatchObject({ ...reportCron, paused: false, lastRun: { id: app.cronRunId, state: 'succeeded', trigger: 'schedule', exitCode: 0, createdAt: '2026-01-01T03:30:00Z' } });
  const next = new Date(cron.nextRunAt);
  expect(next.getTime()).toBeGreaterThan(Date.now());
  expect(next.toLocaleTimeString('en-GB', { timeZone: 'Europe/Berlin' })).toBe('03:30:00');
});

test('a run by hand is a row and a job; a second is refused while it is under way, unless runs may be side by side', async () => {
  const app = await api.deployedApp(tenant, 'byhand');
  const run = await runNow(app);
  expect(run.status).toBe(202);
  expect(run.body).toMatchObject({ cron: 'report', state: 'queued', trigger: 'manual', createdBy: tenant.members.developer.email, job: null });
  expect((await jobs()).at(-1)).toBe('startCronRun');
  expect((await api.ask('GET', `${app.production}/cron/report/runs/${run.body.id}`, { token })).body).toEqual(run.body);
  expect(await runNow(app)).toMatchObject({ status: 409, body: { code: 'wrong-state', detail: expect.stringContaining('under way') } });
  await api.db.release.update({ where: { id: app.releaseId }, data: { settings: { cron: [{ ...reportCron, concurrency: 'allow' }] } } });
  expect((await runNow(app)).status).toBe(202);
  await api.db.cronRun.createMany({ data: Array.from({ length: 18 }, () => ({ tenantId: tenant.id, environmentId: app.environmentId, cron: 'report', trigger: 'schedule', state: 'running' })) });
  expect(await runNow(app)).toMatchObject({ status: 409, body: { code: 'wrong-state', detail: '20 runs of report are under way, and no more may be.' } });
  expect(await api.ask('POST', `${app.production}/cron/nothere/runs`, { token })).toMatchObject({ status: 404, body: { code: 'not-found', detail: 'There is no cron process nothere here. There are: report.' } });
});

test('the same run asked for twice by one key is one', async () => {
  const app = await api.deployedApp(tenant, 'once');
  const headers = { 'idempotency-key': 'once-and-for-all' };
  const [first, second] = [await api.ask('POST', `${app.production}/cron/report/runs`, { token, headers }), await api.ask('POST', `${app.production}/cron/report/runs`, { token, headers })];
  expect([first.status, second.body.id]).toEqual([202, first.body.id]);
});

test('a paused one has no next run until it is resumed; in a preview none has', async () => {
  const app = await api.deployedApp(tenant, 'paused');
  expect((await api.ask('POST', `${app.production}/cron/report/pause`, { token })).body).toMatchObject({ paused: true, nextRunAt: null });
  expect((await jobs()).at(-1)).toBe('reconcileEnvironment');
  const before = (await jobs()).length;
  expect((await api.ask('POST', `${app.production}/cron/report/pause`, { token })).body).toMatchObject({ paused: true });
  expect((await jobs()).length).toBe(before);
  expect((await api.ask('POST', `${app.production}/cron/report/resume`, { token })).body).toMatchObject({ paused: false, nextRunAt: expect.any(String) });
  await api.db.environment.update({ where: { id: app.environmentId }, data: { kind: 'preview' } });
  expect(await cronOf(app)).toMatchObject({ paused: true, nextRunAt: null });
  expect(await api.ask('POST', `${app.production}/cron/report/resume`, { token })).toMatchObject({ status: 409, body: { code: 'wrong-state' } });
});

test('the history comes newest first, in pages, with failures; a run has its kept lines', async () => {
  const app = await api.deployedApp(tenant, 'history');
  const tenantId = tenant.id;
  const { environmentId } = app;
  const at = (minute: number) => new Date(Date.UTC(2026, 1, 1, 0, minute));
  for (const minute of [1, 2, 3]) await api.db.cronRun.create({ data: { tenantId, environmentId, cron: 'report', trigger: 'schedule', state: 'failed', job: `j${minute}`, pods: [`j${minute}-a`, `j${minute}-b`], exitCode: 3, failure, createdAt: at(minute), scheduledFor: at(minute) } });
  const lines = (pod: string, text: string) => api.db.podLog.create({ data: { tenantId, environmentId, pod, container: 'report', process: 'report', lines: text } });
  await lines('j3-b', 'second try\nno such table');
  await lines('j3-a', 'first try');
  await lines('j2-a', 'another run');
  const page = (await api.ask('GET', `${app.production}/cron/report/runs?limit=2`, { token })).body;
  const rest = (await api.ask('GET', `${app.production}/cron/report/runs?limit=2&cursor=${page.nextCursor}`, { token })).body;
  expect([...page.items, ...rest.items].map(({ job }: { job: string }) => job)).toEqual(['j3', 'j2', 'j1', 'report-history']);
  expect(rest.nextCursor).toBeNull();
  expect(page.items[0]).toMatchObject({ state: 'failed', exitCode: 3, scheduledFor: '2026-02-01T00:03:00Z', failure: { ...failure, docs: expect.stringContaining('#crash') } });
  const log = (await api.ask('GET', `${app.production}/cron/report/runs/${page.items[0].id}/log`, { token })).body;
  expect(log.items.map(({ line }: { line: string }) => line)).toEqual(['first try', 'second try', 'no such table']);
  expect((await api.ask('GET', `${app.production}/cron/nothere/runs`, { token })).status).toBe(404);
});

test('runs of a cron process that the release has no more can still be read', async () => {
  const app = await api.deployedApp(tenant, 'gone');
  await api.db.release.update({ where: { id: app.releaseId }, data: { settings: {} } });
  expect(await cronOf(app)).toBeUndefined();
  expect((await api.ask('GET', `${app.production}/cron/report/runs`, { token })).body.items).toHaveLength(1);
});
