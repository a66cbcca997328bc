import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commit, git } from './git-commands.js';
import { acme, api, asDeveloper, endNextDeployment, remote, startGit, stopGit, store, workingCopy } from './git-under-test.js';

beforeAll(startGit);
afterAll(stopGit);

type Copy = Awaited<ReturnType<typeof workingCopy>>;

const set = (app: Copy['app'], body: { root?: string; watch?: string[] }) => api.ask('PATCH', app.path, { token: acme.members.developer.token, body });
const pushes = ({ folder, app }: Copy, ...options: string[]) => git(folder, 'push', ...options, remote(app.slug, asDeveloper()), 'main');
const pushedLive = async (copy: Copy, ...options: string[]) => (await Promise.all([pushes(copy, ...options), endNextDeployment(copy.app.environmentId, 'live')]))[0];
const deployments = ({ app }: Copy) => api.db.deployment.count({ where: { environmentId: app.environmentId, number: { gt: 1 } } });
/** Stands in for the worker: what serves now was made from this commit. */
const makeLive = ({ app }: Copy, id: string) => api.db.release.update({ where: { id: app.releaseId }, data: { source: { kind: 'source', commit: { id, branch: 'main', author: 'A', message: 'm' } } } });
async function newestSource({ app }: Copy): Promise<string[]> {
  const { digest } = await api.db.source.findFirstOrThrow({ where: { appId: app.appId }, orderBy: { createdAt: 'desc' } });
  return execFileSync('tar', ['-tz'], { input: store.blobs.get(digest)!, encoding: 'utf8' }).trim().split('\n');
}
const files = { 'api/package.json': '{"scripts":{"start":"node a.js"}}', 'api/a.js': '1', 'web/index.html': 'x', 'lib/b.js': '2', 'README.md': 'r' };

test('with a root, its folder alone is the source, and what is detected is what lies there', async () => {
  const copy = await workingCopy(files);
  expect(await set(copy.app, { root: './api/' })).toMatchObject({ status: 200, body: { root: 'api', watch: [] } });
  const pushed = await pushedLive(copy);
  expect(pushed.text).toContain('Detected node');
  expect(await newestSource(copy)).toEqual(['a.js', 'package.json']);
  const id = await commit(copy.folder, { 'api/a.js': '3' });
  await makeLive(copy, id);
  expect((await api.ask('GET', `${copy.app.production}/releases`, { token: acme.members.viewer.token })).body.items[0].commit).toMatchObject({ id, branch: 'main' });
});

test('a push that changes neither the root nor a watched path makes no deployment and says since when; the next one brings all', async () => {
  const copy = await workingCopy(files);
  await set(copy.app, { root: 'api', watch: ['lib/**', '!**/*.md'] });
  await makeLive(copy, await commit(copy.folder, {}));
  await pushedLive(copy, '-o', 'force');
  const idle = [{ 'web/index.html': 'y' }, { 'README.md': 's' }, { 'api/notes.md': 'n' }, { 'lib/c/d.md': 'n' }];
  for (const change of idle) {
    await commit(copy.folder, change);
    const { code, text } = await pushes(copy);
    expect({ code, text }).toMatchObject({ code: 0, text: expect.stringMatching(/Nothing is deployed: since [0-9a-f]{9}, which is live as v1, nothing has changed in api, lib\/\*\*, !\*\*\/\*\.md\.[^]*berth deploy[^]*or push an empty commit: git commit --allow-empty -m Deploy, then git push -o force/) as string });
  }
  expect(await deployments(copy)).toBe(1);
  for (const change of [{ 'lib/c/d.js': 'x' }, { 'web/index.html': 'z' }]) {
    await commit(copy.folder, change);
    expect((await pushedLive(copy)).text).toContain('Detected node'); // the second as well: what came before it is not live yet
  }
  expect(await deployments(copy)).toBe(3);
});

test('what the berth.yaml of a commit watches counts where the app has no paths of its own, and the file itself always', async () => {
  const copy = await workingCopy({ ...files, 'index.html': 'x', 'berth.yaml': 'watch: [web, "!**/*.md"]\n' });
  await makeLive(copy, await commit(copy.folder, {}));
  await pushedLive(copy, '-o', 'force');
  await commit(copy.folder, { 'lib/b.js': '3', 'web/notes.md': 'n' });
  expect((await pushes(copy)).text).toMatch(/Nothing is deployed: .*nothing has changed in berth\.yaml, web, !\*\*\/\*\.md\./);
  await set(copy.app, { watch: ['lib'] });
  await commit(copy.folder, { 'README.md': 's' });
  expect((await pushedLive(copy)).text).toContain('Detected'); // lib has changed since what is live
  await set(copy.app, { watch: [] });
  await commit(copy.folder, { 'berth.yaml': 'watch: [web]\n' });
  expect((await pushedLive(copy)).text).toContain('Detected');
});

test('an unwatched change is deployed when it is forced, and when what is live came without a commit or with one that is not here', async () => {
  const copy = await workingCopy(files);
  await set(copy.app, { root: 'api' });
  expect((await pushedLive(copy)).text).toContain('Detected node');
  await makeLive(copy, 'f'.repeat(40));
  await commit(copy.folder, { 'web/index.html': '1' });
  expect((await pushedLive(copy)).text).toContain('Detected node');
  await makeLive(copy, (await git(copy.folder, 'rev-parse', 'HEAD')).text.trim());
  await commit(copy.folder, { 'web/index.html': '2' });
  expect((await pushedLive(copy, '-o', 'force')).text).toContain('Detected node');
  await commit(copy.folder, { 'web/index.html': '3' });
  expect((await pushes(copy)).text).toContain('Nothing is deployed');
  await git(copy.folder, 'commit', '--allow-empty', '-m', 'Deploy');
  expect((await pushedLive(copy, '-o', 'force')).text).toContain('Detected node');
});

test('a commit without the root is stored and not deployed, with the way to change either', async () => {
  const copy = await workingCopy(files);
  for (const root of ['nothere', 'README.md', ':(top)api', '*']) {
    expect((await set(copy.app, { root })).status).toBe(200);
    await commit(copy.folder, { 'api/a.js': root });
    expect((await pushes(copy)).text).toMatch(/Error: The commit has no folder [^]*berth apps set --root FOLDER/);
  }
  expect(await deployments(copy)).toBe(0);
});

test.each<[string, string, boolean]>([
  ['submodules of the root are named', '[submodule "a"]\n\tpath = api/vendor\n[submodule "b"]\n\tpath = web/vendor\n', true],
  ['a .gitmodules that names none is none', '[submodule "a"]\n\turl = x\n', false],
  ['one that git cannot read stops nothing', '[submodule "a\n', false],
])('%s', async (_, gitmodules, named) => {
  const copy = await workingCopy({ ...files, '.gitmodules': gitmodules, '.gitattributes': '*.bin filter=lfs' });
  await set(copy.app, { root: 'api' });
  const { text } = await pushedLive(copy);
  expect(text).toContain('Detected node');
  expect([text.includes('The submodule api/vendor is not fetched'), text.includes('web/vendor')]).toEqual([named, false]);
  expect(text).toContain('! Files that Git LFS keeps come as pointers');
});

test('roots and paths that lead out of the repository are refused', async () => {
  const { app } = await workingCopy();
  for (const body of [{ root: '../x' }, { root: '/etc' }, { watch: ['../x'] }, { watch: ['/x'] }]) expect((await set(app, body)).status).toBe(422);
});
