import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { api, berth, berthJson, deleteApp, get, installation, until, urlOf } from '../real-services/installation.js';

const apps = ['mono-one', 'mono-two'] as const;
const folder = mkdtempSync(join(tmpdir(), 'berth-monorepo-'));
const environment = { ...process.env, HOME: folder, GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0', GIT_SSL_CAINFO: installation.BERTH_CA, GIT_AUTHOR_NAME: 'Ada', GIT_AUTHOR_EMAIL: 'ada@example.com', GIT_COMMITTER_NAME: 'Ada', GIT_COMMITTER_EMAIL: 'ada@example.com' };
const git = (...args: string[]): Promise<{ code: number; text: string }> =>
  new Promise((resolve) => {
    execFile('git', args, { cwd: folder, env: environment, timeout: 240_000 }, (error, stdout, stderr) => resolve({ code: error ? Number(error.code ?? 1) : 0, text: stdout + stderr }));
  });
async function commit(files: Record<string, string>): Promise<string> {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  await git('add', '--all');
  await git('commit', '--quiet', '--message', 'Change');
  return (await git('rev-parse', 'HEAD')).text.trim();
}
const push = (app: string) => git('push', app, 'main');
const releases = async (app: string): Promise<{ version: number; live: boolean; commit: { id: string } | null }[]> => (await berthJson(['releases', '--app', app])).items;
const small = 'processes: {web: {replicas: 1}}\n';
let first = '';

beforeAll(async () => {
  await git('init', '--quiet', '--initial-branch=main');
  first = await commit({ 'sites/one/index.html': 'one', 'sites/one/berth.yaml': small, 'sites/two/index.html': 'two', 'sites/two/berth.yaml': small, 'package.json': '{}' });
  for (const app of apps) {
    await berthJson(['apps', 'create', app]);
    await berthJson(['apps', 'set', app, '--root', `sites/${app.slice(5)}`]);
    const { gitUrl } = (await api('GET', `/v1/tenants/acme/apps/${app}`)).body as { gitUrl: string };
    await git('remote', 'add', app, gitUrl.replace('://', `://berth:${installation.BERTH_TOKEN}@`));
  }
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  for (const app of apps) await deleteApp(app);
});

test('one repository, two apps: each is made from its own folder, by what berth.yaml there says', async () => {
  for (const { code, text } of await Promise.all(apps.map(push))) {
    expect(code, text).toBe(0);
    expect(text).toMatch(/Detected static[^]*✓ Verified/);
  }
  expect((await Promise.all(apps.map((app) => get(urlOf(app))))).map(({ text }) => text)).toEqual(['one', 'two']);
  expect(await berthJson(['ps', '--app', 'mono-one'])).toMatchObject({ items: [{ name: 'web', scale: { min: 1, max: 1 } }] });
});

test('a push that touches one of them deploys that one alone, and the release names its commit', async () => {
  const second = await commit({ 'sites/one/index.html': 'one more', 'README.md': 'About both' });
  const [one, two] = await Promise.all(apps.map(push));
  expect(one!.text).toMatch(/✓ Verified/);
  expect(two!.text).toMatch(new RegExp(`Nothing is deployed: since ${first.slice(0, 9)}, which is live as v1, nothing has changed in sites/two`));
  await until('the new page', 10, async () => ((await get(urlOf('mono-one'))).text === 'one more' ? true : undefined));
  expect((await releases('mono-one')).map(({ version, commit: { id } = { id: '' } }: any) => [version, id])).toEqual([[2, second], [1, first]]);
  expect((await releases('mono-two')).map(({ version, live }) => [version, live])).toEqual([[1, true]]);
  expect((await berth(['releases', '--app', 'mono-one'])).stdout).toContain(second.slice(0, 9));
});

test('a rollback has the commit of the release that it goes back to, and the next push brings everything again', async () => {
  expect((await berth(['rollback', '--app', 'mono-one'])).code).toBe(0);
  expect((await releases('mono-one'))[0]).toMatchObject({ version: 3, live: true, commit: { id: first } });
  await commit({ 'README.md': 'About one and two' });
  expect((await push('mono-one')).text).toMatch(/✓ Verified/);
  expect((await get(urlOf('mono-one'))).text).toBe('one more');
});

test('berth deploy at the top of the repository packs the app’s root', async () => {
  const deployed = await berth(['deploy', folder, '--app', 'mono-two', '--dry-run']);
  expect(deployed.code, deployed.stderr).toBe(0);
  expect(deployed.stderr).toMatch(/Packing 2 files, .* of sites\/two[^]*Detected static/);
  const other = await berth(['deploy', folder, '--app', 'mono-two', '--root', 'sites/nothere', '--dry-run']);
  expect([other.code, other.stderr]).toEqual([2, expect.stringContaining('There is no folder sites/nothere')]);
});
