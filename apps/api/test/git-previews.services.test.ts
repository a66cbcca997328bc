import { recordEvent } from '@berth/db';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { TendRepositories } from '../src/git/tend-repositories.js';
import { ApiUnderTest } from './api-under-test.js';
import { BlobStore } from './blob-store.js';
import { commit, git } from './git-commands.js';

const store = new BlobStore();
let api: ApiUnderTest;
let acme: Awaited<ReturnType<ApiUnderTest['tenant']>>;
const folders: string[] = [];
let made = 0;
let ending = true;
let ended: Promise<void> | undefined;

beforeAll(async () => {
  await store.start();
  api = await ApiUnderTest.start({ registryUrl: store.url });
  acme = await api.tenant('acme');
  ended = endDeployments();
});
afterEach(() => Object.assign(store, { refusePatch: false }));
afterAll(async () => {
  ending = false;
  await ended;
  await api.stop();
  store.stop();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Stands in for the worker: every deployment gets live, every environment that is being deleted goes. */
async function endDeployments(): Promise<void> {
  while (ending) {
    for (const { id, tenantId, environmentId } of await api.db.deployment.findMany({ where: { state: 'queued' } })) {
      await api.db.$transaction(async (tx) => {
        await tx.deployment.update({ where: { id }, data: { state: 'live' } });
        await recordEvent(tx, { tenantId, environmentId, deploymentId: id }, 'deployment.state', { deploymentId: id, state: 'live', release: null, message: null });
      });
    }
    await sleep(30);
  }
}
const removeDeleted = () => api.db.environment.deleteMany({ where: { state: 'deleting' } });

async function workingCopy(settings: object | null = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'berth-git-test-'));
  folders.push(folder);
  await git(folder, 'init', '--quiet', '--initial-branch=main');
  await commit(folder, { 'index.html': 'hello' });
  const app = await api.deployedApp(acme, `app${(made += 1)}`);
  if (settings !== null) await api.db.app.update({ where: { id: app.appId }, data: { previews: { enabled: true, ...settings } } });
  const url = `${api.url.replace('://', `://berth:${acme.members.developer.token}@`)}/git/acme/${app.slug}.git`;
  const push = (...args: string[]) => git(folder, 'push', url, ...args);
  const previews = () => api.db.environment.findMany({ where: { appId: app.appId, kind: 'preview' }, include: { deployments: true }, orderBy: { createdAt: 'asc' } });
  const remoteBranches = async () => (await git(folder, 'ls-remote', '--heads', url)).text.split('\n').filter(Boolean).map((line) => line.split('refs/heads/')[1]);
  return { folder, app, push, previews, remoteBranches };
}

test('a push of a branch makes its preview, deploys to it and shows its URL; production is not touched', async () => {
  const { folder, app, push, previews } = await workingCopy();
  const id = await commit(folder, { 'index.html': 'hi' }, 'Try something');
  const pushed = await push('HEAD:feature/login');
  expect(pushed.code, pushed.text).toBe(0);
  expect(pushed.text).toMatch(new RegExp(`${id.slice(0, 9)} is stored on feature/login[^]*Preview of feature/login: environment feature-login, made now[^]*https://${app.slug}-feature-login-acme\\.apps\\.localhost`));
  const [preview] = await previews();
  expect(preview).toMatchObject({ slug: 'feature-login', branch: 'feature/login', deployments: [{ state: 'live', createdBy: acme.members.developer.email, input: { commit: { id, branch: 'feature/login' } } }] });
  expect(await api.db.deployment.count({ where: { environmentId: app.environmentId } })).toBe(1);
  await commit(folder, { 'index.html': 'hi again' });
  const again = await push('HEAD:feature/login');
  expect(again.text).toContain('Preview of feature/login: environment feature-login\n'.trim());
  expect(again.text).not.toContain('made now');
  expect((await previews())[0]!.deployments).toHaveLength(2);
});

test('a preview’s history may be rewritten, production’s may not; a deleted branch takes its preview along', async () => {
  const { folder, push, previews, remoteBranches } = await workingCopy();
  await push('main', 'main:feature');
  await git(folder, 'commit', '--amend', '--quiet', '--message', 'Other');
  expect((await push('--force', 'HEAD:feature')).code).toBe(0);
  expect((await push('--force', 'HEAD:main')).text).toContain('would rewrite the history of main');
  expect((await push(':main')).text).toContain('The branch main was not deleted');
  const removed = await push(':feature');
  expect(removed.code, removed.text).toBe(0);
  expect(removed.text).toContain('the preview of feature is being deleted');
  expect(await previews()).toMatchObject([{ branch: 'feature', state: 'deleting' }]);
  expect(await remoteBranches()).toEqual(['main']);
  const early = await push('HEAD:feature');
  expect(early.code).not.toBe(0);
  expect(early.text).toMatch(/feature was not stored: its earlier preview is still being deleted\.[^]*Push again in a few seconds/);
  await removeDeleted();
  expect((await push('HEAD:feature')).text).toContain('made now');
});

test('several branches at once get a preview each, and main goes to production', async () => {
  const { app, push, previews } = await workingCopy();
  const pushed = await push('main', 'main:a', 'main:b');
  expect(pushed.code, pushed.text).toBe(0);
  expect((await previews()).map(({ branch, deployments }) => [branch, deployments.length])).toEqual([['a', 1], ['b', 1]]);
  expect(await api.db.deployment.count({ where: { environmentId: app.environmentId } })).toBe(2);
});

test('what may not have a preview is refused before it is stored, with the numbers or the patterns', async () => {
  const off = await workingCopy(null);
  expect((await off.push('main:x')).text).toMatch(/x was not stored[^]*git push berth x:main[^]*berth previews enable --app app/);
  const { push, previews, remoteBranches } = await workingCopy({ branches: ['feature/*'], most: 2 });
  expect((await push('main:fix')).text).toMatch(/fix was not stored: previews of app\d+ are made of these branches: feature\/\*\.[^]*berth previews settings --branches 'feature\/\*,fix'/);
  expect((await push('main:feature/a', 'main:feature/b', 'main:feature/c')).text).toMatch(/has 0 previews, 3 more are pushed, and 2 is the most/);
  expect(await remoteBranches()).toEqual([]);
  await push('main:feature/a', 'main:feature/b');
  const refused = await push('main:feature/c');
  expect(refused.code).not.toBe(0);
  expect(refused.text).toMatch(/feature\/c was not stored: app\d+ has 2 previews \(feature\/a, feature\/b\), 1 more is pushed, and 2 is the most\.[^]*git push berth :BRANCH[^]*--most 3/);
  expect(await previews()).toHaveLength(2);
  expect((await push('main:refs/notes/x')).text).toContain('was not stored');
  expect((await push(`main:feature/${'a'.repeat(200)}`)).text).toMatch(/a was not stored: a branch of this name can have no preview\.[^]*at most 200 characters/);
});

test('a branch whose preview has gone can be pushed again with the same commit', async () => {
  const { app, push, previews, remoteBranches } = await workingCopy();
  await push('main:x');
  expect((await push('main:x')).text).toContain('Everything up-to-date');
  await api.db.environment.deleteMany({ where: { appId: app.appId, branch: 'x' } });
  const again = await push('main:x');
  expect(again.text).toContain('made now');
  expect(await previews()).toHaveLength(1);
  expect(await remoteBranches()).toEqual(['x']);
});

test('a push of branches whose process was killed is followed up once, deletions included', async () => {
  const { push, previews } = await workingCopy();
  await push('main:gone');
  store.refusePatch = true;
  expect((await push('main:x', ':gone')).text).toContain('is deployed as soon as that is possible');
  expect((await previews()).map(({ branch, state }) => [branch, state])).toEqual([['gone', 'deleting']]);
  expect((await push('main:y')).text).toContain('is deployed as soon as that is possible'); // x stays known meanwhile: its push is not followed up yet
  store.refusePatch = false;
  const tender = api.app.get(TendRepositories);
  await Promise.all([tender.resume(0), tender.resume(0)]);
  await tender.resume(0);
  expect((await previews()).filter(({ branch }) => branch !== 'gone').map(({ branch, deployments }) => `${branch} ${deployments.length}`).sort()).toEqual(['x 1', 'y 1']);
});
