import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apps, core, namespaceOf, networking } from '../real-services/cluster.js';
import { berth, berthJson, deleteApp, get, until, urlOf } from '../real-services/installation.js';

const app = 'branchy';
const at = ['--app', app];
const home = mkdtempSync(join(tmpdir(), 'berth-previews-'));
const folder = join(home, 'work');
const { GIT_SSL_CAINFO: _beforeOurs, ...inherited } = process.env;
const env = { ...inherited, HOME: home, XDG_CONFIG_HOME: join(home, '.config'), GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0', BERTH_TENANT: 'acme' };

const git = (...args: string[]): Promise<{ code: number; text: string }> =>
  new Promise((resolve) => {
    execFile('git', args, { cwd: folder, env, timeout: 240_000 }, (error, stdout, stderr) => resolve({ code: error ? Number(error.code ?? 1) : 0, text: stdout + stderr }));
  });
const server = (words: string) => `require('http').createServer((q,r)=>r.end(['${words}',process.env.MODE,process.env.KEY].join(' '))).listen(process.env.PORT);process.on('SIGTERM',()=>process.exit(0));\n`;
async function commit(words: string): Promise<void> {
  writeFileSync(join(folder, 'server.js'), server(words));
  await git('add', '--all');
  await git('commit', '--quiet', '--message', words);
}
const textOf = async (url: string) => (await get(url)).text;
const ofEnvironment = async (name: string) => {
  const namespace = namespaceOf('acme');
  const labelSelector = `berth.dev/app=${app},berth.dev/environment=${name}`;
  const lists = await Promise.all([core.listNamespacedPod({ namespace, labelSelector }), apps.listNamespacedDeployment({ namespace, labelSelector }), core.listNamespacedService({ namespace, labelSelector }), core.listNamespacedSecret({ namespace, labelSelector }), networking.listNamespacedIngress({ namespace, labelSelector })]);
  return lists.flatMap(({ items }) => items.map(({ metadata }) => metadata!.name!));
};
const gone = (name: string, seconds: number) => until(`${name} is gone`, seconds, async () => ((await berthJson(['environments', 'list', app])).items.some((one: { name: string }) => one.name === name) ? undefined : true), 1000);

beforeAll(async () => {
  mkdirSync(folder);
  writeFileSync(join(home, '.gitconfig'), '[user]\n\tname = Ada\n\temail = ada@example.com\n[init]\n\tdefaultBranch = main\n');
  await git('init', '--quiet');
  writeFileSync(join(folder, 'package.json'), '{"name":"branchy","private":true,"scripts":{"start":"node server.js"}}\n');
  await commit('first');
  await berthJson(['apps', 'create', app]);
  await berthJson(['config', 'set', 'MODE=copied', '--no-deploy', ...at]);
  expect((await berth(['secrets', 'set', 'KEY', '--no-deploy', ...at], { input: 'production-only' })).code).toBe(0);
  const set = await berth(['git', 'remote', ...at], { cwd: folder, env: { HOME: home, XDG_CONFIG_HOME: join(home, '.config') } });
  expect(set.code, set.stderr).toBe(0);
  const pushed = await git('push', 'berth', 'main');
  expect(pushed.text).toContain('✓ Verified');
  await git('switch', '--quiet', '--create', 'feature/x');
  await commit('second');
}, 300_000);
afterAll(async () => {
  await deleteApp(app);
  rmSync(home, { recursive: true, force: true });
});

test('a branch is refused until an admin enables previews; then its push ends with its own URL, which answers', async () => {
  const refused = await git('push', 'berth', 'feature/x');
  expect(refused.code).not.toBe(0);
  expect(refused.text).toContain(`berth previews enable --app ${app}`);
  const enabled = await berth(['previews', 'enable', '--most', '1', '--ttl', '1h', ...at]);
  expect(enabled.code, enabled.stderr).toBe(0);
  expect(enabled.stdout).toMatch(/Secrets +none/);
  const pushed = await git('push', 'berth', 'feature/x');
  expect(pushed.code, pushed.text).toBe(0);
  expect(pushed.text).toMatch(/Preview of feature\/x: environment feature-x, made now[^]*✓ Rolled out v1 [^]*1\/1 ready[^]*✓ Verified/);
  const preview = urlOf(`${app}-feature-x`);
  expect(pushed.text).toContain(preview.replace(/\/$/, ''));
  expect(await textOf(preview)).toBe('second copied '); // its variables, and no secret
  expect(await textOf(urlOf(app))).toBe('first copied production-only');
  expect((await berthJson(['ps', ...at, '--environment', 'feature-x'])).items).toMatchObject([{ scale: { min: 1, max: 1 }, ready: 1 }]);
  expect((await berth(['status', ...at, '--environment', 'feature-x'])).stdout).toMatch(/Preview +of feature\/x, based on production; goes in (60|59|1) /);
});

test('one more than the most is refused with the numbers, and not stored', async () => {
  const refused = await git('push', 'berth', 'HEAD:feature/y');
  expect(refused.code).not.toBe(0);
  expect(refused.text).toContain(`feature/y was not stored: ${app} has 1 preview (feature/x), 1 more is pushed, and 1 is the most.`);
  const made = await berth(['previews', 'create', 'feature/y', ...at]);
  expect(made.code).not.toBe(0);
  expect(made.stderr).toMatch(/has 1 preview \(feature\/x\), and 1 is the most[^]*berth previews delete/);
  expect((await git('ls-remote', 'berth')).text).not.toContain('feature/y');
});

test('a branch that is deleted takes pods, objects, host and rows along', async () => {
  expect((await ofEnvironment('feature-x')).length).toBeGreaterThan(3);
  const deleted = await git('push', 'berth', ':feature/x');
  expect(deleted.code, deleted.text).toBe(0);
  expect(deleted.text).toContain('the preview of feature/x is being deleted');
  await gone('feature-x', 120);
  expect(await ofEnvironment('feature-x')).toEqual([]);
  expect((await get(urlOf(`${app}-feature-x`))).status).toBe(404);
  expect((await git('ls-remote', 'berth')).text).not.toContain('feature/x');
});

test('a preview whose time is over goes; what was promoted from it before serves in production with production’s config', async () => {
  expect((await berth(['previews', 'settings', '--ttl', '1m', ...at])).code).toBe(0);
  const deployed = await berth(['deploy', folder, '--preview', 'feature/x', ...at]); // the same host again: its row was gone
  expect(deployed.code, deployed.stderr).toBe(0);
  expect(deployed.stdout.trim()).toBe(urlOf(`${app}-feature-x`).replace(/\/$/, ''));
  expect(await textOf(urlOf(app))).toBe('first copied production-only'); // untouched until now
  expect((await berthJson(['deployments', ...at])).items).toHaveLength(1);
  const promoted = await berth(['promote', '--from', 'feature-x', ...at]);
  expect(promoted.code, promoted.stderr).toBe(0);
  expect((await berthJson(['ps', ...at])).items).toMatchObject([{ scale: { min: 2, max: 2 } }]);
  await gone('feature-x', 180);
  expect(await ofEnvironment('feature-x')).toEqual([]);
  expect(await textOf(urlOf(app))).toBe('second copied production-only');
});
