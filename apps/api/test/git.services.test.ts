import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, symlinkSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { PendingPushes } from '../src/git/pending-pushes.js';
import { TendRepositories } from '../src/git/tend-repositories.js';
import { commit, git, plainGit } from './git-commands.js';
import { acme, api, asDeveloper, endNextDeployment, folders, remote, startGit, stopGit, store, workingCopy } from './git-under-test.js';

beforeAll(startGit);
afterEach(() => Object.assign(store, { refusePatch: false }));
afterAll(stopGit);

test('a push is stored, becomes a deployment with its commit, and its steps, log and URL come back in the push', async () => {
  const { folder, app } = await workingCopy();
  const id = await commit(folder, { 'index.html': 'hi' }, 'Greet shorter\n\nWith a reason.');
  const [pushed, deploymentId] = await Promise.all([git(folder, 'push', remote(app.slug, asDeveloper()), 'main'), endNextDeployment(app.environmentId, 'live')]);
  expect(pushed.code, pushed.text).toBe(0);
  const said = pushed.text.split('\n').filter((line) => line.startsWith('remote: ')).map((line) => line.slice(8).trimEnd());
  expect(said).toEqual(expect.arrayContaining([`Berth: ${id.slice(0, 9)} is stored on main`, 'Detected static (index.html)', '  #1 RUN one', '  #1 half', expect.stringMatching(/^✓ Built +1\.5 s {3}sha256:76a1$/), `https://${app.slug}-acme.apps.localhost`]));
  expect(pushed.text).not.toContain('\u001b[31m');
  expect(pushed.text).not.toContain('9.44MB');
  const shown = await api.ask('GET', `${app.production}/deployments/${deploymentId}`, { token: acme.members.viewer.token });
  expect(shown.body).toMatchObject({ cause: 'deploy', createdBy: acme.members.developer.email, commit: { id, branch: 'main', author: 'A <a@x.test>', message: 'Greet shorter\n\nWith a reason.' } });
  const row = await api.db.deployment.findUniqueOrThrow({ where: { id: deploymentId } });
  expect(row.input).toMatchObject({ kind: 'source', description: `${id.slice(0, 9)} Greet shorter` });
  const again = await git(folder, 'push', remote(app.slug, asDeveloper()), 'main');
  expect(again.text).toContain('Everything up-to-date');
  expect(await api.db.deployment.count({ where: { environmentId: app.environmentId } })).toBe(2);
});

test('what is heard of a deployment comes while it runs, not at its end', async () => {
  const { folder, app } = await workingCopy();
  const ending = endNextDeployment(app.environmentId, 'live', { holdMs: 2_500 });
  const child = spawn('git', ['push', remote(app.slug, asDeveloper()), 'main'], { cwd: folder, env: { ...plainGit, PATH: process.env['PATH'], HOME: folder } });
  let heardAt = 0;
  child.stderr.setEncoding('utf8').on('data', (text: string) => (heardAt ||= text.includes('is stored on') ? performance.now() : 0));
  await new Promise((resolve) => child.once('close', resolve));
  expect(performance.now() - heardAt).toBeGreaterThan(2_000);
  await ending;
});

test('a failed deployment is told with its cause, and the push stays', async () => {
  const { folder, app } = await workingCopy();
  const [pushed] = await Promise.all([git(folder, 'push', remote(app.slug, asDeveloper()), 'main'), endNextDeployment(app.environmentId, 'failed')]);
  expect(pushed.code).toBe(0);
  for (const line of ['✗ Build failed', 'Error: npm ci ended with 1.', 'Dockerfile line 4', 'npm error', 'What to do: Mend package.json.', 'v1 goes on serving']) expect(pushed.text).toContain(line);
  expect((await git(folder, 'ls-remote', remote(app.slug, asDeveloper()))).text).toContain('refs/heads/main');
});

test('who stops listening does not stop the deployment', async () => {
  const { folder, app } = await workingCopy();
  const child = spawn('git', ['push', remote(app.slug, asDeveloper()), 'main'], { cwd: folder, env: { ...plainGit, PATH: process.env['PATH'], HOME: folder } });
  await new Promise<void>((resolve) => child.stderr.setEncoding('utf8').on('data', (text: string) => text.includes('is stored on') && resolve()));
  child.kill('SIGINT');
  await endNextDeployment(app.environmentId, 'live');
  expect(await api.db.deployment.count({ where: { environmentId: app.environmentId, state: 'live' } })).toBe(2);
});

test('equal files make an equal archive, whatever commit they are in', async () => {
  const { folder, app } = await workingCopy({ 'index.html': 'same', 'a/b/deep.txt': 'x' });
  for (const message of ['Once', 'Twice']) {
    await commit(folder, {}, message);
    await Promise.all([git(folder, 'push', remote(app.slug, asDeveloper()), 'main'), endNextDeployment(app.environmentId, 'live')]);
  }
  const digests = (await api.db.source.findMany({ where: { appId: app.appId, files: 2 } })).map(({ digest }) => digest);
  expect(digests).toHaveLength(2);
  expect(new Set(digests).size).toBe(1);
});

test('history cannot be rewritten nor removed, and the way back is shown', async () => {
  const { folder, app } = await workingCopy();
  const url = remote(app.slug, asDeveloper());
  await Promise.all([git(folder, 'push', url, 'main'), endNextDeployment(app.environmentId, 'live')]);
  const before = (await git(folder, 'ls-remote', url)).text;
  await git(folder, 'commit', '--amend', '--quiet', '--message', 'Other');
  const forced = await git(folder, 'push', '--force', url, 'main');
  expect(forced.code).not.toBe(0);
  expect(forced.text).toMatch(/would rewrite the history of main[^]*berth rollback/);
  const removed = await git(folder, 'push', url, ':main');
  expect(removed.text).toContain('The branch main was not deleted');
  expect((await git(folder, 'ls-remote', url)).text).toBe(before);
});

test('other branches are refused with the way to deploy them; tags are kept; master counts where there is no main', async () => {
  const { folder, app } = await workingCopy();
  const url = remote(app.slug, asDeveloper());
  await git(folder, 'switch', '--quiet', '--create', 'feature');
  const refused = await git(folder, 'push', url, 'feature');
  expect(refused.code).not.toBe(0);
  expect(refused.text).toMatch(/main alone; feature was not stored[^]*git push berth feature:main[^]*berth previews enable --app app\d+/);
  expect((await git(folder, 'ls-remote', url)).text).toBe('');
  await git(folder, 'tag', 'v1');
  const [pushed] = await Promise.all([git(folder, 'push', url, 'main:master', 'v1'), endNextDeployment(app.environmentId, 'live')]);
  expect(pushed.text).toContain('is stored on master');
  const clone = mkdtempSync(join(tmpdir(), 'berth-git-test-'));
  folders.push(clone);
  expect((await git(clone, 'clone', '--quiet', remote(app.slug, `berth:${acme.members.viewer.token}`), '.')).code).toBe(0);
  expect((await git(clone, 'status', '--branch', '--short')).text).toContain('## master');
  expect((await git(clone, 'tag')).text.trim()).toBe('v1');
});

test('what is too large is refused before it is kept, and the repository stays usable', async () => {
  const { folder, app } = await workingCopy();
  const url = remote(app.slug, asDeveloper());
  await commit(folder, { 'big.bin': randomBytes(4 * 2 ** 20) });
  const large = await git(folder, 'push', url, 'main');
  expect(large.code).not.toBe(0);
  expect(large.text).toContain('pack exceeds maximum allowed size');
  expect((await git(folder, 'ls-remote', url)).text).toBe('');
  await git(folder, 'reset', '--quiet', '--hard', 'HEAD~1');
  for (const name of ['one', 'two']) {
    await commit(folder, { [name]: randomBytes(2 * 2 ** 20) });
    await Promise.all([git(folder, 'push', url, 'main'), endNextDeployment(app.environmentId, 'live')]);
  }
  await commit(folder, { three: randomBytes(2 * 2 ** 20) });
  expect((await git(folder, 'push', url, 'main')).text).toMatch(/repository would hold 6 MiB; 5 MiB is the limit/);
}, 60_000);

test('what git itself finds broken is refused, and links that lead outside are not built', async () => {
  const { folder, app } = await workingCopy();
  const url = remote(app.slug, asDeveloper());
  const blob = (await git(folder, 'rev-parse', 'HEAD:index.html')).text.trim();
  const tree = await new Promise<string>((resolve) => {
    const child = execFile('git', ['hash-object', '-w', '-t', 'tree', '--literally', '--stdin'], { cwd: folder }, (_error, stdout) => resolve(stdout.trim()));
    child.stdin!.end(Buffer.concat([Buffer.from('100644 .git\0'), Buffer.from(blob, 'hex')]));
  });
  const bad = (await git(folder, 'commit-tree', tree, '-m', 'bad')).text.trim();
  const refused = await git(folder, 'push', url, `${bad}:refs/heads/main`);
  expect(refused.code).not.toBe(0);
  expect(refused.text).toMatch(/hasDotgit|contains '\.git'/);
  symlinkSync('../../etc/passwd', join(folder, 'escape'));
  await commit(folder, {});
  const escaped = await git(folder, 'push', url, 'main');
  expect(escaped.code).toBe(0);
  expect(escaped.text).toMatch(/Error: The link[^]*The push is stored, but not deployed/);
  expect(await api.db.deployment.count({ where: { environmentId: app.environmentId } })).toBe(1);
});

test('a push whose process was killed before its deployment is deployed by the next process, once', async () => {
  const { folder, app } = await workingCopy();
  store.refusePatch = true;
  await commit(folder, { 'large.bin': randomBytes(2 * 2 ** 20) });
  const cut = await git(folder, 'push', remote(app.slug, asDeveloper()), 'main');
  expect(cut.code).toBe(0);
  expect(cut.text).toMatch(/is deployed as soon as that is possible/);
  store.refusePatch = false;
  const tender = api.app.get(TendRepositories);
  await Promise.all([tender.resume(60_000), tender.resume(0), tender.resume(0)]);
  await tender.resume(0);
  const made = await api.db.deployment.findMany({ where: { environmentId: app.environmentId, number: { gt: 1 } } });
  expect(made).toMatchObject([{ state: 'queued', createdBy: acme.members.developer.email, input: { commit: { branch: 'main' } } }]);
});

test('a push that cannot be deployed is tried again for a day, then given up, and why is kept', async () => {
  const { folder, app } = await workingCopy();
  store.refusePatch = true;
  try {
    await commit(folder, { 'large.bin': randomBytes(2 * 2 ** 20) });
    expect((await git(folder, 'push', remote(app.slug, asDeveloper()), 'main')).text).toMatch(/is deployed as soon as that is possible/);
    const tender = api.app.get(TendRepositories);
    const givenUp = () => api.db.event.findMany({ where: { appId: app.appId, kind: 'push.givenUp' } });
    await tender.resume(0);
    expect(await givenUp()).toEqual([]);
    const pending = api.app.get(PendingPushes);
    const [first, again] = [await pending.takeLeft(0), await pending.takeLeft(0)].map((left) => left.find(({ appId }) => appId === app.appId)!);
    expect(again!.since).toEqual(first!.since); // whoever takes it over knows how old it is
    expect(Math.abs(Date.now() - again!.since.getTime())).toBeLessThan(120_000);
    await tender.resume(0, 0);
    await tender.resume(0, 0);
    expect(await givenUp()).toMatchObject([{ data: { refs: ['refs/heads/main'], reason: expect.stringMatching(/registry|wrong/i) } }]);
  } finally {
    store.refusePatch = false;
  }
  await api.app.get(TendRepositories).resume(0);
  expect(await api.db.deployment.count({ where: { environmentId: app.environmentId } })).toBe(1);
});

test('the repository goes with its app, and an app of the same name begins with an empty one', async () => {
  const { folder, app } = await workingCopy();
  await Promise.all([git(folder, 'push', remote(app.slug, asDeveloper()), 'main'), endNextDeployment(app.environmentId, 'live')]);
  const path = join(api.env.gitDir, 'repositories', acme.id, `${app.appId}.git`);
  await api.app.get(TendRepositories).tidy();
  expect(existsSync(path)).toBe(true);
  await api.db.app.delete({ where: { id: app.appId } });
  await api.app.get(TendRepositories).tidy();
  expect(existsSync(path)).toBe(true); // a row that is missing proves nothing
  await api.db.tombstone.create({ data: { tenantId: acme.id, tenantSlug: 'acme', clusterId: 'c', kind: 'app', objectId: app.appId } });
  await api.app.get(TendRepositories).tidy();
  expect(existsSync(path)).toBe(false);
  await api.deployedApp(acme, app.slug);
  expect((await git(folder, 'ls-remote', remote(app.slug, asDeveloper()))).text).toBe('');
});

test('hooks and settings that a push brings have no effect', async () => {
  const { folder, app } = await workingCopy();
  const proof = join(folder, '..', `proof-${randomBytes(4).toString('hex')}`);
  await commit(folder, { 'hooks/post-receive': `#!/bin/sh\ntouch ${proof}\n`, '.gitattributes': '* filter=evil export-subst\n', 'config': '[core]\n\thooksPath = hooks\n' });
  const [pushed] = await Promise.all([git(folder, 'push', remote(app.slug, asDeveloper()), 'main'), endNextDeployment(app.environmentId, 'live')]);
  expect(pushed.code, pushed.text).toBe(0);
  expect(existsSync(proof)).toBe(false);
});

test('an app names where to push to', async () => {
  const { app } = await workingCopy();
  const shown = await api.ask('GET', app.path, { token: acme.members.viewer.token });
  expect(shown.body.gitUrl).toBe(`https://berth.localhost/api/git/acme/${app.slug}.git`);
});
