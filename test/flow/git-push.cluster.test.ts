import { execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { api, berth, berthJson, deleteApp, get, installation, sampleApp, until, urlOf } from '../real-services/installation.js';

const app = 'pushed';
const home = mkdtempSync(join(tmpdir(), 'berth-git-home-'));
let folder = '';
let remove = (): void => undefined;

/** Git as a user would run it, without this machine's settings; it asks nobody. */
const { GIT_SSL_CAINFO: _beforeOurs, ...inherited } = process.env;
const environment = {
  ...inherited,
  HOME: home,
  XDG_CONFIG_HOME: join(home, '.config'),
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
  BERTH_TENANT: 'acme',
};
interface Result {
  code: number;
  text: string;
}
const git = (args: string[], { cwd = folder, env = {} }: { cwd?: string; env?: Record<string, string> } = {}): Promise<Result> =>
  new Promise((resolve) => {
    execFile('git', args, { cwd, env: { ...environment, ...env }, timeout: 240_000 }, (error, stdout, stderr) => resolve({ code: error ? Number(error.code ?? 1) : 0, text: stdout + stderr }));
  });
async function commit(message: string, files: Record<string, string> = {}): Promise<string> {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  await git(['add', '--all']);
  await git(['commit', '--quiet', '--allow-empty', '--message', message]);
  return (await git(['rev-parse', 'HEAD'])).text.trim();
}
/** A push whose every piece of output is kept with the moment that it came. */
function push(args: string[]): Promise<Result & { said: { at: number; text: string }[]; endedAt: number }> {
  return new Promise((resolve) => {
    const said: { at: number; text: string }[] = [];
    const child = spawn('git', ['push', ...args], { cwd: folder, env: environment });
    child.stderr.setEncoding('utf8').on('data', (text: string) => said.push({ at: performance.now(), text }));
    child.once('close', (code) => resolve({ code: code ?? 1, said, text: said.map(({ text }) => text).join(''), endedAt: performance.now() }));
  });
}
const at = (said: { at: number; text: string }[], words: string) => said.find(({ text }) => text.includes(words))?.at ?? Number.NaN;

beforeAll(async () => {
  ({ folder, remove } = sampleApp('hello-node'));
  writeFileSync(join(home, '.gitconfig'), '[user]\n\tname = Ada\n\temail = ada@example.com\n[init]\n\tdefaultBranch = main\n');
  await git(['init', '--quiet']);
  await commit('Say hello');
  await berthJson(['apps', 'create', app]);
});
afterAll(async () => {
  await deleteApp(app);
  remove();
  rmSync(home, { recursive: true, force: true });
});

test('berth git remote sets everything up, and git push berth main ends with the URL, which answers', async () => {
  const set = await berth(['git', 'remote', '--app', app], { cwd: folder, env: { HOME: home, XDG_CONFIG_HOME: join(home, '.config') } });
  expect(set.code, set.stderr).toBe(0);
  expect(set.stdout.trim()).toBe('git push berth main');
  const settings = (await git(['config', '--local', '--list'])).text;
  expect(settings).not.toContain('berth_'); // no token in the repository
  const pushed = await push(['berth', 'main']);
  expect(pushed.code, pushed.text).toBe(0);
  expect(pushed.text).toMatch(/is stored on main[^]*Detected node[^]*✓ Built[^]*✓ Rolled out v1[^]*✓ Verified/);
  expect(pushed.text).toContain(`remote: ${urlOf(app).replace(/\/$/, '')}`);
  expect(at(pushed.said, 'is stored on main')).toBeLessThan(pushed.endedAt - 1_500); // it came while the deployment ran, through the ingress
  expect(at(pushed.said, '✓ Built')).toBeLessThan(at(pushed.said, '✓ Verified'));
  expect((await get(urlOf(app))).status).toBe(200);
  const { gitUrl } = await berthJson(['apps', 'info', app]);
  expect((await git(['remote', 'get-url', 'berth'])).text.trim()).toBe(gitUrl);
});

test('the same commit again is up to date and deploys nothing', async () => {
  const pushed = await push(['berth', 'main']);
  expect(pushed.text).toContain('Everything up-to-date');
  expect((await berthJson(['deployments', '--app', app])).items).toHaveLength(1);
});

test('a commit with equal files is not built again', async () => {
  const id = await commit('Nothing new\n\nIn the files.');
  const pushed = await push(['berth', 'main']);
  expect(pushed.code, pushed.text).toBe(0);
  const { items } = await berthJson(['deployments', '--app', app]);
  expect(items[0]).toMatchObject({ state: 'live', commit: { id, branch: 'main', author: 'Ada <ada@example.com>', message: 'Nothing new\n\nIn the files.' } });
  expect(items[0].steps.find(({ name }: { name: string }) => name === 'build').state).toBe('skipped');
});

test('a build that fails is seen in the push, which stays; the old version serves', async () => {
  await commit('Break it', { Dockerfile: 'FROM node:24-slim\nRUN echo about-to-fail && exit 3\nCMD ["node", "server.js"]\n' });
  const pushed = await push(['berth', 'main']);
  expect(pushed.code, pushed.text).toBe(0);
  expect(pushed.text).toMatch(/about-to-fail[^]*✗ Build failed[^]*Error: [^]*What to do: [^]*v2 goes on serving/);
  expect((await get(urlOf(app))).status).toBe(200);
  expect((await git(['ls-remote', 'berth', 'main'])).text).toContain((await git(['rev-parse', 'HEAD'])).text.trim());
});

test('who ends git does not end the deployment', async () => {
  rmSync(join(folder, 'Dockerfile'));
  await commit('Mend it', { 'note.txt': 'x' });
  const child = spawn('git', ['push', 'berth', 'main'], { cwd: folder, env: environment });
  await new Promise<void>((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => text.includes('Detected') && resolve());
    child.once('close', () => reject(new Error('git ended early')));
  });
  child.kill('SIGINT');
  const ended = await until('deployment 4 has ended', 120, async () => {
    const [newest] = (await berthJson(['deployments', '--app', app])).items;
    return newest.number === 4 && newest.state !== 'queued' && newest.state !== 'running' ? newest : undefined;
  });
  expect(ended.state).toBe('live');
});

test('history stays: a forced push and a deletion are refused with the way back', async () => {
  const before = (await git(['ls-remote', 'berth'])).text;
  await git(['commit', '--quiet', '--amend', '--message', 'Rewritten']);
  const forced = await push(['--force', 'berth', 'main']);
  expect(forced.code).not.toBe(0);
  expect(forced.text).toMatch(/would rewrite the history of main[^]*berth rollback/);
  const deleted = await push(['berth', ':main']);
  expect(deleted.text).toContain('was not deleted');
  const branch = await push(['berth', 'HEAD:feature']);
  expect(branch.text).toMatch(/main alone; feature was not stored/);
  expect((await git(['ls-remote', 'berth'])).text).toBe(before);
});

test('a role too low is refused, a wrong token is 401, and others’ apps are 404', async () => {
  const info = await berthJson(['apps', 'info', app]);
  const withToken = (token: string, path = info.gitUrl as string) => ['-c', 'credential.helper=', '-c', `credential.helper=!printf 'username=x\\npassword=%s\\n' '${token}' #`, 'ls-remote', path];
  const viewer = await api('POST', '/v1/tokens', { name: 'viewer', tenant: 'acme', role: 'viewer' });
  const token = viewer.body?.secret as string | undefined;
  if (token !== undefined) {
    expect((await git(withToken(token), { cwd: folder })).code).toBe(0);
    const refused = await git([...withToken(token).slice(0, 4), 'push', info.gitUrl, 'HEAD:main', '--force'], { cwd: folder });
    expect(refused.text).toMatch(/This needs the role developer; you are viewer/);
    await api('DELETE', `/v1/tokens/${viewer.body.id}`);
  }
  const ask = (path: string, login: string) => get(`${installation.BERTH_URL}/git/${path}/info/refs?service=git-receive-pack`, { headers: { authorization: `Basic ${Buffer.from(login).toString('base64')}` } });
  expect((await ask(`acme/${app}.git`, `x:berth_${'A'.repeat(43)}`)).status).toBe(401);
  const [absent, foreign] = await Promise.all([ask('acme/nothere.git', `x:${installation.BERTH_TOKEN}`), ask('nobody/x.git', `x:${installation.BERTH_TOKEN}`)]);
  expect([absent.status, absent.text]).toEqual([404, foreign.text]);
});

test('a clone holds what was pushed', async () => {
  const clone = mkdtempSync(join(tmpdir(), 'berth-clone-'));
  const { gitUrl } = await berthJson(['apps', 'info', app]);
  const local = (await git(['config', '--local', '--get-regexp', '^(http|credential)\\.'])).text.trim().split('\n');
  const settings = local.flatMap((line) => ['-c', line.replace(' ', '=')]);
  const cloned = await git([...settings, 'clone', '--quiet', gitUrl, '.'], { cwd: clone });
  expect(cloned.code, cloned.text).toBe(0);
  expect((await git(['log', '--format=%s'], { cwd: clone })).text.split('\n')).toContain('Break it');
  rmSync(clone, { recursive: true, force: true });
});
