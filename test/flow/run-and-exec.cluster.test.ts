import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { core, namespaceOf } from '../real-services/cluster.js';
import { api, berth, berthJson, deleteApp, installation, until } from '../real-services/installation.js';
import { newTenant } from '../real-services/second-tenant.js';

const app = 'commands';
const at = ['--app', app];
const environment = `/v1/tenants/acme/apps/${app}/environments/production`;
const image = 'registry.registry.svc:5000/mirror/library/node:24-slim';
const serve = "require('http').createServer((q,r)=>r.end('ok')).listen(process.env.PORT);process.on('SIGTERM',()=>process.exit(0))";
const folder = mkdtempSync(join(tmpdir(), 'berth-run-'));
const children: ChildProcess[] = [];

beforeAll(async () => {
  expect((await berth(['apps', 'create', app])).code).toBe(0);
  expect((await berth(['config', 'set', 'COLOUR=green', '--no-deploy', ...at])).code).toBe(0);
  const made = await api('POST', `${environment}/deployments`, { image, processes: [{ name: 'web', command: ['node', '-e', serve], minReadySeconds: 1, size: { cpuRequestMillicores: 20, memoryRequestBytes: 64 * 2 ** 20, memoryLimitBytes: 128 * 2 ** 20 }, scale: { min: 1, max: 1 } }] });
  expect(made.status, JSON.stringify(made.body)).toBe(202);
  const followed = await berth(['follow', String(made.body.number), ...at, '--json']);
  expect(JSON.parse(followed.stdout)).toMatchObject({ state: 'live' });
}, 300_000);
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
  await deleteApp(app);
});

/** `berth` as a user starts it, with bytes in and bytes out. */
function start(args: string[], file = installation.BERTH_CLI) {
  const child = spawn(file, args, { cwd: tmpdir(), env: { ...process.env, XDG_CONFIG_HOME: join(folder, 'config'), BERTH_TENANT: 'acme', NO_COLOR: '1' } });
  children.push(child);
  const out: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on('data', (part: Buffer) => out.push(part));
  child.stderr.on('data', (part: Buffer) => errors.push(part));
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, code, stdout: () => Buffer.concat(out), stderr: () => Buffer.concat(errors).toString() };
}
const runs = async () => (await berthJson<{ items: { name: string; state: string; exitCode: number | null; command: string[] | null; createdBy: string; reason: string | null }[] }>(['runs', ...at])).items;
const podsOfRun = async (name: string) => (await core.listNamespacedPod({ namespace: namespaceOf('acme'), labelSelector: `berth.dev/process=${name}` })).items.length;

/** A program in a terminal of its own, of 101 columns and 41 rows. */
function inTerminal(args: string[]) {
  const name = join(folder, `tty-${randomBytes(4).toString('hex')}`);
  const quoted = [installation.BERTH_CLI, ...args].map((word) => `'${word}'`).join(' ');
  const program = start(['-qec', `tty > ${name}; stty cols 101 rows 41; exec ${quoted}`, '/dev/null'], 'script');
  const shows = (text: RegExp): Promise<true> => until(`the terminal shows ${text}`, 60, async () => (text.test(program.stdout().toString()) ? true : undefined), 50).catch((error: Error) => {
    throw new Error(`${error.message}; it shows ${JSON.stringify(program.stdout().toString())}`);
  });
  const type = (text: string): void => void program.child.stdin.write(text);
  const resize = (columns: number, rows: number) => new Promise((resolve) => execFile('stty', ['-F', readFileSync(name, 'utf8').trim(), 'cols', String(columns), 'rows', String(rows)], resolve));
  return { ...program, shows, type, resize };
}

test('a run has the image and config of what serves; its output and exit code are the program’s', async () => {
  const result = await berth(['run', ...at, '--', 'sh', '-c', 'echo $COLOUR from $BERTH_PROCESS; exit 3']);
  expect(result, result.stderr).toMatchObject({ code: 3, stdout: 'green from web\n' });
  const absent = await berth(['run', ...at, '--', 'nosuchprogram']);
  expect(absent.code).toBe(127);
  expect(absent.stderr).toContain('nosuchprogram');
  expect((await runs())[1]).toMatchObject({ state: 'failed', exitCode: 3, command: ['sh', '-c', 'echo $COLOUR from $BERTH_PROCESS; exit 3'] });
});

test('five megabytes go through a pipe and come back as they were', async () => {
  const bytes = randomBytes(5 * 2 ** 20);
  const run = start(['run', ...at, '--', 'cat']);
  run.child.stdin.end(bytes);
  expect(await run.code, run.stderr()).toBe(0);
  expect(run.stdout().length).toBe(bytes.length);
  expect(createHash('sha256').update(run.stdout()).digest('hex')).toBe(createHash('sha256').update(bytes).digest('hex'));
});

test('a terminal has its size, hears of a new one, and gives Ctrl-C to the program', async () => {
  const terminal = inTerminal(['run', ...at, '--', 'sh']);
  await until('a prompt', 60, async () => {
    if (terminal.stdout().toString().endsWith('# ')) return true;
    terminal.type('\r'); // the first prompt may have come before the terminal was there
    return undefined;
  }, 1_000);
  terminal.type('stty size\r');
  await terminal.shows(/41 101/);
  await terminal.resize(90, 33);
  terminal.type('stty size\r');
  await terminal.shows(/33 90/);
  terminal.type('echo wait""ing; sleep 100\r');
  await terminal.shows(/waiting/);
  terminal.type('\x03');
  terminal.type('echo code $?\r');
  await terminal.shows(/code 130/);
  terminal.type('exit 7\r');
  expect(await terminal.code).toBe(7);
});

test('a detached run goes on alone; its lines are in its log, and it can be stopped', async () => {
  const { name } = JSON.parse((await berth(['run', '--detach', '--json', ...at, '--', 'sh', '-c', 'echo detached line; sleep 600'])).stdout) as { name: string };
  await until('its line', 60, async () => ((await berth(['logs', '--run', name, ...at])).stdout.includes('detached line') ? true : undefined), 500);
  expect((await runs())[0]).toMatchObject({ name, state: 'running', exitCode: null });
  expect((await berth(['runs', 'stop', name, ...at])).code).toBe(0);
  await until('it is stopped', 30, async () => ((await runs())[0]?.state === 'stopped' ? true : undefined), 500);
  expect((await runs())[0]?.reason).toMatch(/^Stopped by /);
  await until('its pod is gone', 60, async () => ((await podsOfRun(name)) === 0 ? true : undefined), 500);
  expect((await berth(['logs', '--run', name, ...at])).stdout).toContain('detached line');
});

test('a run ends with the program that it is bound to', async () => {
  const run = start(['run', ...at, '--', 'sh', '-c', 'echo here; sleep 600']);
  await until('it runs', 60, async () => (run.stdout().includes('here') ? true : undefined), 100);
  const { name } = (await runs())[0]!;
  run.child.kill('SIGKILL');
  await until('it is stopped', 30, async () => ((await runs())[0]?.state === 'stopped' ? true : undefined), 500);
  await until('its pod is gone', 60, async () => ((await podsOfRun(name)) === 0 ? true : undefined), 500);
});

test('exec runs in the pod that serves, opens a shell, and stops a flood where it is not read', async () => {
  const pod = (await berthJson<{ items: { pods: { name: string }[] }[] }>(['ps', ...at])).items[0]!.pods[0]!.name;
  const result = await berth(['exec', ...at, '--', 'sh', '-c', 'cat /etc/hostname; echo to stderr >&2; exit 4']);
  expect(result).toMatchObject({ code: 4, stdout: `${pod}\n`, stderr: 'to stderr\n' });
  const terminal = inTerminal(['exec', ...at]);
  await terminal.shows(/# $/);
  terminal.type('exit 5\r');
  expect(await terminal.code).toBe(5);
  const flood = start(['exec', ...at, '--', 'cat', '/dev/zero']);
  await until('some of it', 30, async () => (flood.stdout().length > 0 ? true : undefined), 50);
  flood.child.stdout.pause();
  const ended = new Promise((resolve) => flood.child.once('exit', resolve)); // its pipe stays full
  flood.child.kill('SIGKILL');
  await ended;
  await until('it is over', 30, async () => ((await runs())[0]?.state === 'stopped' ? true : undefined), 500);
  const events = (await runs()).filter(({ command }) => command?.[0] === 'cat');
  expect(events[0]?.createdBy).toContain('@');
});

test('another tenant finds no such run', async () => {
  const other = await newTenant('strangers');
  try {
    const [run] = await runs();
    for (const path of ['/runs', `/runs/${run!.name}`, `/runs/${run!.name}/terminal`]) expect((await api('GET', environment + path, undefined, other.token)).status, path).toBe(404);
    expect((await api('POST', `${environment}/exec`, { tty: false }, other.token)).status).toBe(404);
  } finally {
    await other.remove();
  }
});
