import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { berth, berthJson, deleteApp, sampleApp } from '../real-services/installation.js';

const app = 'scheduled';
const { folder } = sampleApp('hello-static', {
  'package.json': JSON.stringify({ name: app, version: '1.0.0', scripts: { start: 'node server.js' } }),
  'server.js': "require('node:http').createServer((_, response) => response.end('web')).listen(process.env.PORT); process.once('SIGTERM', () => process.exit(0));",
  'report.js': "console.log('counting'); setTimeout(() => console.log('42 orders, ' + process.env.BERTH_PROCESS), 3000);",
  'broken.js': "console.error('no such table'); process.exit(4);",
  'berth.yaml': `processes:
  web: {replicas: 1, resources: tiny}
rollout: {minReadySeconds: 1}
cron:
  report: {schedule: 30 3 * * mon-fri, timeZone: Europe/Berlin, command: node report.js, resources: small}
  broken: {schedule: '@yearly', command: node broken.js, resources: small}
`,
});

beforeAll(async () => {
  const result = await berth(['deploy', '--app', app], { cwd: folder });
  expect(result.code, result.stderr).toBe(0);
  expect(result.stderr).toContain('berth.yaml: cron process report: 30 3 * * mon-fri (Europe/Berlin): node report.js');
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await deleteApp(app);
});

const cron = (...args: string[]) => berth(['cron', ...args, '--app', app]);
interface Listed {
  items: { name: string; paused: boolean; nextRunAt: string | null; lastRun: { state: string } | null }[];
}
const listed = async (): Promise<Listed['items']> => (await berthJson<Listed>(['cron', 'list', '--app', app])).items;

test('what berth.yaml schedules is listed with its next run, in its time zone', async () => {
  const [report, broken] = await listed();
  expect(new Date(report!.nextRunAt!).toLocaleTimeString('en-GB', { timeZone: 'Europe/Berlin' })).toBe('03:30:00');
  expect(broken).toMatchObject({ name: 'broken', lastRun: null });
  expect((await cron('list')).stdout).toMatch(/report\s+30 3 \* \* mon-fri\s+Europe\/Berlin/);
});

test('a run by hand is followed to its end with all its lines, and stands in the history', async () => {
  const run = await cron('run', 'report', '--follow');
  expect([run.code, run.stdout], run.stderr).toEqual([0, 'counting\n42 orders, report\n']);
  expect(run.stderr).toContain('✓ report succeeded');
  expect((await cron('history', 'report')).stdout).toMatch(/v1\s+succeeded/);
  expect((await cron('logs', 'report')).stdout).toBe('counting\n42 orders, report\n');
  expect((await berthJson<{ items: { name: string }[] }>(['ps', '--app', app])).items.map(({ name }) => name)).toEqual(['web']);
});

test('a run that fails ends with 1, its exit code, lines and what to do', async () => {
  const run = await cron('run', 'broken', '--follow');
  expect([run.code, run.stdout], run.stderr).toEqual([1, 'no such table\n']);
  expect(run.stderr).toMatch(/Error: The cron process broken .*exit code 4/);
  expect(run.stderr).toContain('What to do: See `berth cron logs broken`');
  expect((await cron('history', 'broken')).stdout).toContain('failed (exit code 4)');
  expect((await listed()).map(({ lastRun }) => lastRun?.state)).toEqual(['succeeded', 'failed']);
});

test('a paused one has no next run; a name that there is not is told', async () => {
  expect((await cron('pause', 'report')).code).toBe(0);
  expect((await cron('list')).stdout).toMatch(/report .*paused/);
  expect((await cron('resume', 'report')).stderr).toContain('runs by the clock again, next at');
  expect((await listed())[0]).toMatchObject({ paused: false });
  expect((await cron('run', 'nothere')).code).toBe(1);
});
