import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { api, berth, berthJson, deleteApp, installation, sampleApp } from '../../../test/real-services/installation.js';

const app = 'cli-commands';
const { folder, remove } = sampleApp('hello-static');
const empty = mkdtempSync(join(tmpdir(), 'berth-empty-'));

beforeAll(async () => {
  const first = await berth(['deploy', '--app', app, '--description', 'first'], { cwd: folder });
  expect(first.code, first.stdout + first.stderr).toBe(0);
});

afterAll(async () => {
  remove();
  rmSync(empty, { recursive: true });
  await deleteApp(app);
});

const wrong: [string[], number, RegExp][] = [
  [['deplyo'], 2, /Did you mean `berth deploy`/],
  [['deploy', '--app', app], 2, /there is no file in it/],
  [['deploy', '/', '--app', app], 2, /root of the disk/],
  [['deploy', '/no/such', '--app', app], 1, /There is no \/no\/such/],
  [['deploy'], 2, /Nothing to deploy/],
  [['apps', 'create', 'Bad_Name'], 2, /no name for an app/],
  [['apps', 'create', app], 1, /taken|already/],
  [['rollback', 'v999', '--app', app], 1, /no release v999/],
  [['status', '--app', 'no-such-app'], 1, /app no-such-app of tenant acme/],
  [['status', '--app', app, '--tenant', 'nosuchtenant'], 1, /Not found, or not yours to see/],
  [['scale', 'web=4..2', '--app', app], 2, /no scale/],
  [['config', 'set', '1X=2', '--app', app], 2, /no name for a variable/],
  [['config', 'get', 'NOPE', '--app', app], 2, /no variable NOPE/],
  [['apps', 'delete', app], 2, /--confirm/],
];
test.each(wrong)('berth %j ends with %i and says what to do, without a stack', async (args, code, words) => {
  const result = await berth(args, { cwd: empty });
  expect(result.code, result.stderr).toBe(code);
  expect(result.stderr).toMatch(words);
  expect(result.stderr).toContain('What to do:');
  expect(result.stderr).not.toMatch(/^\s+at /m);
});

test('with --json an error is JSON with a stable code', async () => {
  const result = await berth(['rollback', 'v999', '--app', app, '--json']);
  expect(JSON.parse(result.stdout)).toMatchObject({ error: { code: 'release-not-found', status: 404, requestId: expect.any(String) as string } });
});

test('a wrong token, an unreachable API and an untrusted certificate are told apart', async () => {
  expect((await berth(['whoami'], { env: { BERTH_TOKEN: 'berth_wrong' } })).stderr).toContain('Set BERTH_TOKEN');
  expect((await berth(['whoami'], { env: { BERTH_URL: 'https://127.0.0.1:64999/api' } })).stderr).toContain('the connection was refused');
  expect((await berth(['whoami'], { env: { BERTH_CA: '' , BERTH_URL: installation.BERTH_URL.replace('https://', 'https://x.') } })).stderr).toMatch(/not signed by an authority|belongs to another name/);
});

test('a login is kept for its user alone, and forgotten', async () => {
  const env = { XDG_CONFIG_HOME: mkdtempSync(join(tmpdir(), 'berth-login-')), BERTH_TOKEN: '', BERTH_TENANT: '' };
  const login = await berth(['login', '--url', installation.BERTH_URL, '--ca', installation.BERTH_CA, '--token', '-'], { env, input: installation.BERTH_TOKEN });
  expect(login.code, login.stderr).toBe(0);
  expect(login.stdout + login.stderr).not.toContain(installation.BERTH_TOKEN);
  expect(statSync(join(env.XDG_CONFIG_HOME, 'berth/installations.json')).mode & 0o777).toBe(0o600);
  expect((await berthJson<{ tenants: unknown[] }>(['whoami'], { env: { ...env, BERTH_URL: '', BERTH_CA: '' } })).tenants).toHaveLength(1);
  expect((await berth(['logout'], { env })).code).toBe(0);
  expect((await berth(['whoami'], { env })).stderr).toContain('berth login');
  expect((await berth(['whoami'])).code, 'a token that was brought is only forgotten').toBe(0);
  rmSync(env.XDG_CONFIG_HOME, { recursive: true });
});

test('a dry run says what would change, and changes nothing', async () => {
  const before = await berthJson<{ items: unknown[] }>(['deployments', '--app', app]);
  const check = await berthJson<{ objects: { change: string }[]; needs: { pods: number } }>(['deploy', '--dry-run', '--app', app], { cwd: folder });
  expect(check.needs.pods).toBeGreaterThan(0);
  expect(check.objects.some(({ change }) => change === 'update')).toBe(true);
  expect((await berthJson<{ items: unknown[] }>(['deployments', '--app', app])).items).toHaveLength(before.items.length);
  const missing = await berth(['deploy', '--dry-run', '--app', 'not-there-yet'], { cwd: folder });
  expect(missing.code).toBe(2);
  expect((await api('GET', '/v1/tenants/acme/apps/not-there-yet')).status).toBe(404);
});

test('a .env file is imported whole or not at all, and secrets never come out', async () => {
  const file = join(empty, 'app.env');
  writeFileSync(file, 'A=1\nnot a line\n');
  const refused = await berth(['config', 'import', file, '--app', app, '--no-deploy']);
  expect(refused.stderr).toContain('line 2');
  expect((await berthJson<{ variables: object }>(['config', 'list', '--app', app])).variables).toEqual({});
  writeFileSync(file, 'A=1\nB="two\nlines"\n');
  expect((await berth(['config', 'import', file, '--app', app, '--no-deploy'])).code).toBe(0);
  rmSync(file);
  const secret = `s3cret-${Date.now()}`;
  const set = await berth(['secrets', 'set', 'API_KEY', '--app', app, '--no-deploy', '--json'], { input: `${secret}\n` });
  expect(set.code, set.stderr).toBe(0);
  const list = await berth(['config', 'list', '--app', app, '--json']);
  expect(JSON.parse(list.stdout)).toMatchObject({ variables: { A: '1', B: 'two\nlines' }, secrets: ['API_KEY'] });
  expect(set.stdout + set.stderr + list.stdout).not.toContain(secret);
  expect((await berth(['config', 'get', 'API_KEY', '--app', app])).code).toBe(2);
});

test('Ctrl-C detaches with 130 and says how to go on; the deployment goes on and can be cancelled', async () => {
  const child = spawn(installation.BERTH_CLI, ['restart', '--app', app], { cwd: empty, env: { ...process.env, BERTH_TENANT: 'acme', NO_COLOR: '1' }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let interrupted = false;
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    if (output.includes('Checked') && !interrupted) interrupted = child.kill('SIGINT');
  });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  expect(code, output).toBe(130);
  const number = /berth follow (\d+) --app cli-commands --tenant acme/.exec(output)?.[1];
  expect(output).toContain(`berth cancel ${number}`);
  expect((await berth(['cancel', number!, '--app', app])).code).toBe(0);
  const followed = await berth(['follow', number!, '--app', app]);
  expect(followed.code).toBe(1);
  expect(followed.stderr).toMatch(/was cancelled\.\nv1 goes on serving/);
});

test('Ctrl-C during the first upload, and an image name that is none, leave no app behind', async () => {
  const large = mkdtempSync(join(tmpdir(), 'berth-large-'));
  writeFileSync(join(large, 'index.html'), 'hello');
  writeFileSync(join(large, 'blob'), randomBytes(200_000_000));
  const child = spawn(installation.BERTH_CLI, ['deploy', large, '--app', 'cli-stopped'], { env: { ...process.env, BERTH_TENANT: 'acme', NO_COLOR: '1' }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    if (output.includes('Made app') && !child.killed) child.kill('SIGINT');
  });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  rmSync(large, { recursive: true });
  expect(code, output).toBe(130);
  expect(output).toContain('Removed app cli-stopped again');
  const refused = await berth(['deploy', '--image', 'not an image', '--app', 'cli-refused'], { cwd: empty });
  expect(refused.code, refused.stderr).toBe(1);
  await expect.poll(async () => (await berthJson<{ items: { name: string }[] }>(['apps', 'list'])).items.map(({ name }) => name).filter((name) => /^cli-(stopped|refused)$/.test(name)), { timeout: 60_000, interval: 1_000 }).toEqual([]);
});

test('a deployment that is started and left can be followed by its number', async () => {
  const started = await berthJson<{ number: number; state: string }>(['deploy', '--detach', '--app', app, '--description', 'second'], { cwd: folder });
  expect(started.state).toBe('queued');
  const followed = await berth(['follow', String(started.number), '--app', app]);
  expect(followed.code, followed.stderr).toBe(0);
  expect(followed.stderr).toMatch(/✓ Rolled out v\d+ +\d+\.\d s {3}2\/2 ready/);
  const releases = await berthJson<{ items: { live: boolean; description: string }[] }>(['releases', '--app', app]);
  expect(releases.items[0]).toMatchObject({ live: true, description: 'second' });
});
