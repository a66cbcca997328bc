import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { githubPush, gitlabPush } from './provider-messages.js';
import { WebhooksUnderTest } from './webhooks-under-test.js';

let hooks: WebhooksUnderTest;

beforeAll(async () => {
  hooks = await WebhooksUnderTest.start();
});
afterEach(() => hooks.reset());
afterAll(() => hooks.stop());

vi.setConfig({ testTimeout: 120_000 }); // git runs several times in most of them
const long = { timeout: 90_000, interval: 50 };

test('a push at GitHub is fetched, checked and deployed with its commit', async () => {
  const { repository, secret, send, deliveries, deployments, settled, app } = await hooks.connected();
  const after = await repository.commit({ 'index.html': 'hi' }, 'Greet shorter\n\nWith a reason.');
  const answer = await send(githubPush(secret, { repository: repository.path, after }));
  expect(answer.status).toBe(202);
  expect(await answer.json()).toEqual({ message: 'Berth works on main. See: berth repo deliveries' });
  await settled();
  expect(await deliveries()).toMatchObject([{ event: 'push', state: 'deployed', reason: null, branch: 'main', commit: after, environment: 'production', deployment: 2, reported: null }]);
  const [deployment] = await deployments();
  expect(deployment).toMatchObject({ cause: 'deploy', createdBy: 'github webhook', input: { kind: 'source', description: `${after.slice(0, 9)} Greet shorter`, commit: { id: after, branch: 'main', author: 'Ada <ada@x.test>', message: 'Greet shorter\n\nWith a reason.' } } });
  const source = await hooks.api.db.source.findFirstOrThrow({ where: { id: (deployment!.input as { sourceId: string }).sourceId } });
  expect(source).toMatchObject({ files: 1, detection: { kind: 'static' } });
  const events = await hooks.api.db.event.findMany({ where: { appId: app.appId, kind: { startsWith: 'repository' } }, orderBy: { id: 'asc' } });
  expect(events.map(({ kind, data }) => [kind, (data as { state?: string }).state])).toEqual([['repository.connected', undefined], ['repository.delivery', 'received'], ['repository.delivery', 'deployed']]);
  expect(JSON.stringify(events.map(({ data }) => data))).not.toContain(secret);
});

test.each([{ signed: true }, { signed: false }])('a push at GitLab is deployed: %o', async ({ signed }) => {
  const { repository, secret, send, deliveries, settled, first } = await hooks.connected({ provider: 'gitlab' });
  expect((await send(gitlabPush(secret, { repository: repository.path, after: first }, { signed }))).status).toBe(202);
  await settled();
  expect(await deliveries()).toMatchObject([{ event: 'Push Hook', state: 'deployed', commit: first }]);
});

test('the same message ten times at once, and under other ids, is one deployment', async () => {
  const { repository, secret, send, deliveries, deployments, settled, first } = await hooks.connected();
  const message = githubPush(secret, { repository: repository.path, after: first });
  const copies = [...Array.from({ length: 5 }, () => message), ...Array.from({ length: 5 }, () => ({ ...message, headers: { ...message.headers, 'x-github-delivery': randomUUID() } }))];
  const answers = await Promise.all(copies.map((copy) => send(copy)));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 202));
  await settled();
  expect(await deliveries()).toHaveLength(1);
  expect(await deployments()).toHaveLength(1);
});

test('pushes in the wrong order: the newest is what is deployed last, and an older one never replaces it', async () => {
  const { repository, secret, send, deliveries, deployments, settled, first } = await hooks.connected();
  const second = await repository.commit({ 'index.html': 'two' });
  const third = await repository.commit({ 'index.html': 'three' });
  await send(githubPush(secret, { repository: repository.path, before: second, after: third }));
  await send(githubPush(secret, { repository: repository.path, before: first, after: second }));
  await settled();
  expect((await deliveries()).map(({ commit, state, reason }: Record<string, string>) => [commit, state, reason])).toEqual([
    [second, 'ignored', `main has moved on to ${third.slice(0, 9)}, which came by a delivery of its own.`],
    [third, 'deployed', null],
  ]);
  expect((await deployments()).map(({ input }) => (input as { commit: { id: string } }).commit.id)).toEqual([third]);
  const [older] = await deliveries();
  const again = await hooks.api.ask('POST', `/v1/tenants/acme/apps/${repository.path.split('/')[1]}/repository/deliveries/${older.id}/redeliver`, { token: hooks.acme.members.developer.token });
  expect(again.body).toMatchObject({ state: 'received', commit: second });
  await settled();
  expect((await deliveries())[0]).toMatchObject({ commit: second, state: 'ignored' });
  const back = await repository.git('push', '--quiet', '--force', `${hooks.host.folder}/repositories/${repository.path}.git`, `${second}:main`).then(() => send(githubPush(secret, { repository: repository.path, before: third, after: second })));
  expect(back.status).toBe(202); // a branch that was really set back is deployed as it is now
  await settled();
  expect((await deliveries())[0]).toMatchObject({ commit: second, state: 'deployed' });
});

test('rules say which branch goes where; an environment that is not there is refused', async () => {
  const { app, repository, secret, send, deliveries, settled } = await hooks.connected();
  const { token } = hooks.acme.members.admin;
  await hooks.api.ask('POST', `${app.path}/environments`, { token, body: { name: 'staging' } });
  const refused = await hooks.api.ask('PATCH', `${app.path}/repository`, { token, body: { rules: [{ branch: 'main', environment: 'production' }, { branch: '*', environment: 'nowhere' }] } });
  expect(refused.body.errors).toEqual([{ path: '/body/rules/1/environment', message: `rules[1].environment is no environment of ${app.slug}.` }]);
  const changed = await hooks.api.ask('PATCH', `${app.path}/repository`, { token, body: { rules: [{ branch: 'release/*', environment: 'staging' }] } });
  expect(changed.body.rules).toEqual([{ branch: 'release/*', environment: 'staging' }]);
  await repository.git('checkout', '--quiet', '-b', 'release/1');
  const after = await repository.commit({ 'index.html': 'one' });
  await send(githubPush(secret, { repository: repository.path, branch: 'release/1', after }));
  await settled();
  expect(await deliveries()).toMatchObject([{ state: 'deployed', environment: 'staging', branch: 'release/1', deployment: 1 }]);
});

test('with a rule for previews each branch gets its own, which goes with the branch', async () => {
  const { app, repository, secret, send, deliveries, settled } = await hooks.connected();
  const { token } = hooks.acme.members.admin;
  const rules = await hooks.api.ask('PATCH', `${app.path}/repository`, { token, body: { rules: [{ branch: 'main', environment: 'production' }, { branch: '**', environment: null }] } });
  expect(rules.status, rules.text).toBe(200);
  await repository.git('checkout', '--quiet', '-b', 'feature/cart');
  const after = await repository.commit({ 'index.html': 'cart' });
  await send(githubPush(secret, { repository: repository.path, branch: 'feature/cart', after }));
  await settled();
  expect(await deliveries()).toMatchObject([{ state: 'failed', reason: expect.stringContaining('Previews are not enabled') }]);
  expect((await hooks.api.ask('PATCH', `${app.path}/previews/settings`, { token, body: { enabled: true } })).status).toBe(200);
  await hooks.api.ask('POST', `${app.path}/repository/deliveries/${(await deliveries())[0].id}/redeliver`, { token });
  await settled();
  expect(await deliveries()).toMatchObject([{ state: 'deployed', environment: 'feature-cart', deployment: 1 }]);
  await send(githubPush(secret, { repository: repository.path, branch: 'feature/cart', before: after, after: '0'.repeat(40) }));
  await settled();
  expect((await deliveries())[0]).toMatchObject({ state: 'ignored', reason: 'The branch feature/cart is there again.' }); // GitHub said so, but there it stands
  await repository.git('push', '--quiet', `${hooks.host.folder}/repositories/${repository.path}.git`, ':feature/cart');
  await send(githubPush(secret, { repository: repository.path, branch: 'feature/cart', before: after, after: '0'.repeat(40), at: new Date(Date.now() + 5_000) }));
  await settled();
  expect((await deliveries())[0]).toMatchObject({ state: 'removed', reason: 'The branch feature/cart was deleted, and its preview feature-cart goes with it.' });
  expect((await hooks.api.db.environment.findMany({ where: { appId: app.appId }, orderBy: { slug: 'asc' } })).map(({ slug, state }) => [slug, state])).toEqual([['feature-cart', 'deleting'], ['production', 'active']]);
});

test('a push is deployed when it changes the root of the app since what is live, and its source is that folder', async () => {
  const { app, repository, first, secret, send, deliveries, deployments, settled } = await hooks.connected();
  expect((await hooks.api.ask('PATCH', app.path, { token: hooks.acme.members.developer.token, body: { root: 'site' } })).status).toBe(200);
  const inSite = await repository.commit({ 'site/index.html': 'in the site', 'site/two.html': '2' });
  await send(githubPush(secret, { repository: repository.path, before: first, after: inSite }));
  await settled();
  expect((await deliveries())[0]).toMatchObject({ state: 'deployed', commit: inSite });
  expect(await hooks.api.db.source.findFirstOrThrow({ where: { appId: app.appId }, orderBy: { createdAt: 'desc' } })).toMatchObject({ files: 2 });
  await hooks.api.db.release.update({ where: { id: app.releaseId }, data: { source: { kind: 'source', commit: { id: inSite, branch: 'main', author: 'A', message: 'm' } } } });
  const beside = await repository.commit({ 'README.md': 'beside' });
  await send(githubPush(secret, { repository: repository.path, before: inSite, after: beside }));
  await settled();
  expect((await deliveries())[0]).toMatchObject({ state: 'ignored', commit: beside, reason: `Not deployed: since ${inSite.slice(0, 9)}, which is live as v1, nothing has changed in site.` });
  expect(await deployments()).toHaveLength(1);
});

test('an app has one repository', async () => {
  const { app, repository } = await hooks.connected();
  const again = await hooks.api.ask('POST', `${app.path}/repository`, { token: hooks.acme.members.admin.token, body: { url: repository.url, provider: 'github' } });
  expect(again.body).toMatchObject({ status: 409, code: 'wrong-state', remedy: 'Disconnect it first: berth repo disconnect' });
});

test('submodules and files of Git LFS are left out, and said so', async () => {
  const { repository, secret, send, settled, deployments } = await hooks.connected();
  const after = await repository.commit({ '.gitattributes': '*.bin filter=lfs diff=lfs merge=lfs -text\n', '.gitmodules': '[submodule "lib"]\n\tpath = lib\n\turl = https://localhost:1/none\n', 'data.bin': 'version https://git-lfs.github.com/spec/v1\n' });
  await send(githubPush(secret, { repository: repository.path, after }));
  await settled();
  expect((await deployments())[0]!.input).toMatchObject({ warnings: ['The submodule lib is not fetched: its folder is empty in the build.', 'Files that Git LFS keeps come as pointers, without their content.'] });
});

test('a source that cannot be built fails the delivery with the reason, and it can be worked on again', async () => {
  const { app, repository, secret, send, deliveries, deployments, settled } = await hooks.connected();
  await repository.git('rm', '--quiet', 'index.html');
  const after = await repository.commit({ 'notes.txt': 'x' });
  await send(githubPush(secret, { repository: repository.path, after }));
  await settled();
  const [failed] = await deliveries();
  expect(failed).toMatchObject({ state: 'failed', reason: expect.stringContaining('Dockerfile'), deployment: null });
  const again = await hooks.api.ask('POST', `${app.path}/repository/deliveries/${failed.id}/redeliver`, { token: hooks.acme.members.developer.token });
  expect(again.status).toBe(202);
  await settled();
  expect((await deliveries())[0].state).toBe('failed');
  expect(await deployments()).toEqual([]);
});

test('a delivery whose process was killed is taken over once its claim has run out', async () => {
  const { repository, secret, send, deliveries, deployments, first, app } = await hooks.connected();
  const { id } = await hooks.api.db.repository.findUniqueOrThrow({ where: { appId: app.appId } });
  await hooks.api.db.repositoryDelivery.create({ data: { tenantId: hooks.acme.id, repositoryId: id, delivery: 'killed', fingerprint: 'killed', event: 'push', state: 'running', attempt: 1, branch: 'main', commit: first, dueAt: new Date(Date.now() + 1_000) } });
  await send(githubPush(secret, { repository: repository.path, after: first }));
  await vi.waitFor(async () => expect((await deliveries()).map(({ state }: { state: string }) => state)).toEqual(['ignored', 'deployed']), long);
  expect(await deployments()).toHaveLength(1);
});

test('the provider is told pending, then how it ended; that it does not take it is seen and fails nothing', async () => {
  const { app, repository, secret, send, deliveries, deployments, first, settled } = await hooks.connected({ token: 'tok-1' });
  hooks.host.login = 'x-access-token:tok-1'; // the repository is private: the same token reads it
  await send(githubPush(secret, { repository: repository.path, after: first }));
  await settled();
  const toldOf = () => hooks.host.told.filter(({ path }) => path.includes(repository.path)).map(({ path, authorization, body }) => [path, authorization, body.state, body.context, body.description]);
  const path = `/api/v3/repos/${repository.path}/statuses/${first}`;
  const context = `berth/${app.slug}/production`;
  await vi.waitFor(() => expect(toldOf()).toEqual([[path, 'Bearer tok-1', 'pending', context, 'Berth is deploying it']]), long);
  await vi.waitFor(async () => expect((await deliveries())[0].reported).toBe('pending'), long);
  const [deployment] = await deployments();
  hooks.host.statusAnswer = 403;
  await hooks.api.db.deployment.update({ where: { id: deployment!.id }, data: { state: 'failed', failure: { class: 'crash', message: 'It crashed.' } } });
  await vi.waitFor(async () => expect((await deliveries())[0]).toMatchObject({ state: 'deployed', reported: 'pending', reportFailure: expect.stringContaining('answered 403: the token may not set states of commits') }), long);
  hooks.host.statusAnswer = 201;
  await hooks.api.db.repositoryDelivery.updateMany({ where: { commit: first }, data: { reportDueAt: new Date() } });
  await vi.waitFor(async () => expect((await deliveries())[0]).toMatchObject({ reported: 'failure', reportFailure: null }), long);
  expect(toldOf().at(-1)).toEqual([path, 'Bearer tok-1', 'failure', context, 'It crashed.']);
  expect(hooks.host.told.at(-1)!.body.target_url).toBe(`https://berth.localhost/t/acme/apps/${app.slug}/production/deployments/${deployment!.id}`);
});

test('a viewer sees the connection, and only an admin changes it', async () => {
  const { app } = await hooks.connected();
  const ask = async (role: 'viewer' | 'developer' | 'admin', method: string, path: string, body?: unknown) => (await hooks.api.ask(method, `${app.path}/repository${path}`, { token: hooks.acme.members[role].token, ...(body !== undefined && { body }) })).status;
  expect([await ask('viewer', 'GET', ''), await ask('viewer', 'GET', '/deliveries'), await ask('developer', 'PATCH', '', { token: null }), await ask('developer', 'POST', '/secret'), await ask('developer', 'DELETE', ''), await ask('admin', 'DELETE', '')]).toEqual([200, 200, 403, 403, 403, 204]);
});
