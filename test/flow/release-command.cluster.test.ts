import { rmSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { api, berth, deleteApp, get, sampleApp, until, urlOf } from '../real-services/installation.js';

const app = 'commanded';
const environment = `/v1/tenants/acme/apps/${app}/environments/production`;
const folders: string[] = [];

const berthFile = (more = '') => `processes:
  web: {replicas: 1, resources: tiny}
  beat: {resources: tiny}
health: {http: /health, interval: 1s}
rollout: {minReadySeconds: 1}
${more}`;
const server = (text: string) => `require('node:http').createServer((_, response) => response.end(${JSON.stringify(text)} + ' ' + (process.env.SHOP_KEY ?? ''))).listen(process.env.PORT);
process.once('SIGTERM', () => process.exit(0));`;
const migrate = (text: string, exitCode = 0) => `console.log(${JSON.stringify(text)} + ' for ' + process.env.BERTH_RELEASE); process.exit(${exitCode});`;

/** A small Node.js app: its Procfile has a web process, a worker and a release command; berth.yaml says the rest. */
function changedApp(files: Record<string, string>): string {
  const { folder } = sampleApp('hello-static', {
    'package.json': JSON.stringify({ name: app, version: '1.0.0' }),
    Procfile: 'web: node server.js\nbeat: node beat.js\nrelease: node migrate.js\n',
    'beat.js': "setInterval(() => console.log('beat from ' + process.env.BERTH_PROCESS), 500); process.once('SIGTERM', () => process.exit(0));",
    'berth.yaml': berthFile(),
    ...files,
  });
  folders.push(folder);
  return folder;
}
const deploy = (files: Record<string, string>, flags: string[] = []) => berth(['deploy', '--app', app, ...flags], { cwd: changedApp(files) });
const processes = async () => (await api('GET', `${environment}/processes`)).body.items as { name: string; kind: string; ready: number; scale: { min: number; max: number }; size: { cpuRequestMillicores: number } }[];

afterAll(async () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  await deleteApp(app);
});

test('a Procfile and berth.yaml give web, a worker and a release command, which runs first; its log is kept', async () => {
  const result = await deploy({ 'server.js': server('first'), 'migrate.js': migrate('migrated') });
  expect(result.code, result.stderr).toBe(0);
  expect(result.stderr).toContain('berth.yaml: process web: 1 pod, 10m CPU, 128Mi memory');
  expect(result.stderr).toMatch(/✓ Release command .*node migrate\.js/);
  expect(result.stderr.indexOf('Release command  ')).toBeLessThan(result.stderr.indexOf('Rolled out'));
  expect((await get(urlOf(app))).text).toContain('first');
  const log = await berth(['logs', '--release', '--app', app]);
  expect(log.stdout).toBe('migrated for v1\n');
  const [deployment] = (await api('GET', `${environment}/deployments?limit=1`)).body.items;
  expect(deployment.fromSource).toContain('Procfile: release command: node migrate.js, at most 300 s');
});

test('the worker runs, is logged and scales; the release command is no process', async () => {
  expect((await processes()).map(({ name, kind, size }) => [name, kind, size.cpuRequestMillicores])).toEqual([['web', 'web', 10], ['beat', 'worker', 10]]);
  await until('the worker’s lines', 20, async () => ((await berth(['logs', '--process', 'beat', '--app', app])).stdout.includes('beat from beat') ? true : undefined), 1_000);
  const scaled = await berth(['scale', 'beat=2', '--app', app]);
  expect(scaled.code, scaled.stderr).toBe(0);
  await until('two workers', 30, async () => ((await processes()).find(({ name }) => name === 'beat')?.ready === 2 ? true : undefined), 500);
  await berth(['scale', 'beat=1', '--app', app]);
});

test('a release command that fails changes nothing: the old version serves, and the cause is told', async () => {
  const result = await deploy({ 'server.js': server('second'), 'migrate.js': migrate('no such table', 4) }, ['--json']);
  expect(result.code).toBe(1);
  expect(JSON.parse(result.stdout)).toMatchObject({ state: 'failed', failure: { class: 'release-command-failed', step: 'release', message: expect.stringContaining('exit code 4'), lastLines: ['no such table for v2'], remedy: expect.stringContaining('deploy again') } });
  expect((await get(urlOf(app))).text).toContain('first');
  expect((await berth(['logs', '--release', '--app', app])).stdout).toBe('no such table for v2\n');
});

test('a name that is not configured is refused with the command that sets it; once set, the deployment goes through', async () => {
  const files = { 'server.js': server('third'), 'migrate.js': migrate('migrated'), 'berth.yaml': berthFile('env: [SHOP_KEY]\n') };
  const refused = await deploy(files, ['--json']);
  expect(JSON.parse(refused.stdout)).toMatchObject({ state: 'failed', failure: { class: 'config-name-missing', step: 'check', message: expect.stringContaining('SHOP_KEY'), remedy: expect.stringContaining('berth config set --no-deploy SHOP_KEY=…') } });
  const dry = await deploy(files, ['--dry-run']);
  expect(dry.stdout).toContain('SHOP_KEY');
  await berth(['config', 'set', '--no-deploy', 'SHOP_KEY=opened', '--app', app]);
  const live = await deploy(files);
  expect(live.code, live.stderr).toBe(0);
  expect((await get(urlOf(app))).text).toContain('third opened');
});

test('a rollback warns of the release commands that it does not take back, and runs none', async () => {
  const result = await berth(['rollback', 'v1', '--app', app]);
  expect(result.code, result.stderr).toBe(0);
  expect(result.stderr).toMatch(/release commands ran since v1|A release command ran since v1/);
  expect(result.stderr).not.toContain('✓ Release command');
  expect((await get(urlOf(app))).text).toContain('first');
});

test('a mistake in berth.yaml is told with its line, before anything is sent', async () => {
  const before = (await api('GET', `${environment}/deployments?limit=1`)).body.items[0].number;
  const result = await deploy({ 'server.js': server('never'), 'migrate.js': '', 'berth.yaml': 'processes:\n  web:\n    replica: 2\n' });
  expect(result.code).toBe(1);
  expect(result.stderr).toContain('berth.yaml:3:5: unknown key `replica`; did you mean `replicas`?');
  expect(result.stderr).not.toContain('Uploaded');
  expect((await api('GET', `${environment}/deployments?limit=1`)).body.items[0].number).toBe(before);
});
