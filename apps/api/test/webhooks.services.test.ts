import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { ApiUnderTest } from './api-under-test.js';
import { BlobStore } from './blob-store.js';
import { GitHost } from './git-host.js';
import { githubPush, gitlabPush, signedByGithub, type ProviderMessage } from './provider-messages.js';

const host = new GitHost();
const store = new BlobStore();
let api: ApiUnderTest;
let acme: Awaited<ReturnType<ApiUnderTest['tenant']>>;
let made = 0;

beforeAll(async () => {
  await Promise.all([host.start(), store.start()]);
  setDefaultCACertificates([...getCACertificates('default'), host.authority]);
  api = await ApiUnderTest.start({ registryUrl: store.url, gitAllowedHosts: [host.host], gitPushBytes: 3 * 2 ** 20 });
  acme = await api.tenant('acme');
});
afterEach(() => Object.assign(host, { intercept: undefined, login: undefined, statusAnswer: 201 }));
afterAll(async () => {
  await api.stop();
  host.stop();
  store.stop();
});

vi.setConfig({ testTimeout: 120_000 }); // git runs several times in most of them
const long = { timeout: 90_000, interval: 50 };

/** An app that is connected to a repository with one commit. */
async function connected({ provider = 'github', ...more }: { provider?: string; token?: string; branch?: string } = {}) {
  const app = await api.deployedApp(acme, `hooked${(made += 1)}`);
  const repository = await host.repository(`acme/${app.slug}`);
  const first = await repository.commit({ 'index.html': 'hello' });
  const answer = await api.ask('POST', `${app.path}/repository`, { token: acme.members.admin.token, body: { url: repository.url, provider, ...more } });
  expect(answer.status, answer.text).toBe(201);
  const hook = new URL(answer.body.repository.webhookUrl).pathname.replace('/api', '');
  const secret = answer.body.secret as string;
  const send = ({ headers, body }: ProviderMessage, to = hook) => fetch(api.url + to, { method: 'POST', headers, body });
  const deliveries = async () => (await api.ask('GET', `${app.path}/repository/deliveries`, { token: acme.members.viewer.token })).body.items;
  const deployments = () => api.db.deployment.findMany({ where: { environmentId: app.environmentId, number: { gt: 1 } }, orderBy: { number: 'asc' } });
  const settled = () => vi.waitFor(async () => expect((await deliveries()).filter(({ state }: { state: string }) => state === 'received' || state === 'running')).toEqual([]), long);
  return { app, repository, first, hook, secret, send, deliveries, deployments, settled };
}

test('a push at GitHub is fetched, checked and deployed with its commit', async () => {
  const { repository, secret, send, deliveries, deployments, settled, app } = await connected();
  const after = await repository.commit({ 'index.html': 'hi' }, 'Greet shorter\n\nWith a reason.');
  const answer = await send(githubPush(secret, { repository: repository.path, after }));
  expect(answer.status).toBe(202);
  expect(await answer.json()).toEqual({ message: 'Berth works on main. See: berth repo deliveries' });
  await settled();
  expect(await deliveries()).toMatchObject([{ event: 'push', state: 'deployed', reason: null, branch: 'main', commit: after, environment: 'production', deployment: 2, reported: null }]);
  const [deployment] = await deployments();
  expect(deployment).toMatchObject({ cause: 'deploy', createdBy: 'github webhook', input: { kind: 'source', description: `${after.slice(0, 9)} Greet shorter`, commit: { id: after, branch: 'main', author: 'Ada <ada@x.test>', message: 'Greet shorter\n\nWith a reason.' } } });
  const source = await api.db.source.findFirstOrThrow({ where: { id: (deployment!.input as { sourceId: string }).sourceId } });
  expect(source).toMatchObject({ files: 1, detection: { kind: 'static' } });
  const events = await api.db.event.findMany({ where: { appId: app.appId, kind: { startsWith: 'repository' } }, orderBy: { id: 'asc' } });
  expect(events.map(({ kind, data }) => [kind, (data as { state?: string }).state])).toEqual([['repository.connected', undefined], ['repository.delivery', 'received'], ['repository.delivery', 'deployed']]);
  expect(JSON.stringify(events.map(({ data }) => data))).not.toContain(secret);
});

test.each([{ signed: true }, { signed: false }])('a push at GitLab is deployed: %o', async ({ signed }) => {
  const { repository, secret, send, deliveries, settled, first } = await connected({ provider: 'gitlab' });
  expect((await send(gitlabPush(secret, { repository: repository.path, after: first }, { signed }))).status).toBe(202);
  await settled();
  expect(await deliveries()).toMatchObject([{ event: 'Push Hook', state: 'deployed', commit: first }]);
});

test('the same message ten times at once, and under other ids, is one deployment', async () => {
  const { repository, secret, send, deliveries, deployments, settled, first } = await connected();
  const message = githubPush(secret, { repository: repository.path, after: first });
  const copies = [...Array.from({ length: 5 }, () => message), ...Array.from({ length: 5 }, () => ({ ...message, headers: { ...message.headers, 'x-github-delivery': randomUUID() } }))];
  const answers = await Promise.all(copies.map((copy) => send(copy)));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 202));
  await settled();
  expect(await deliveries()).toHaveLength(1);
  expect(await deployments()).toHaveLength(1);
});

test('pushes in the wrong order: the newest is what is deployed last, and an older one never replaces it', async () => {
  const { repository, secret, send, deliveries, deployments, settled, first } = await connected();
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
  const again = await api.ask('POST', `/v1/tenants/acme/apps/${repository.path.split('/')[1]}/repository/deliveries/${older.id}/redeliver`, { token: acme.members.developer.token });
  expect(again.body).toMatchObject({ state: 'received', commit: second });
  await settled();
  expect((await deliveries())[0]).toMatchObject({ commit: second, state: 'ignored' });
  const back = await repository.git('push', '--quiet', '--force', `${host.folder}/repositories/${repository.path}.git`, `${second}:main`).then(() => send(githubPush(secret, { repository: repository.path, before: third, after: second })));
  expect(back.status).toBe(202); // a branch that was really set back is deployed as it is now
  await settled();
  expect((await deliveries())[0]).toMatchObject({ commit: second, state: 'deployed' });
});

test('what is not signed as it should be is 401 in one form, whether there is such an address or not', async () => {
  const { repository, secret, send, first, hook } = await connected();
  const good = githubPush(secret, { repository: repository.path, after: first });
  const { 'x-hub-signature-256': _signature, ...unsigned } = good.headers;
  const wrong: ProviderMessage[] = [
    { ...good, body: `${good.body} ` },
    { ...good, headers: unsigned },
    { ...good, headers: { ...good.headers, 'x-hub-signature-256': 'sha256=00' } },
    { ...good, headers: { ...unsigned, 'x-gitlab-token': secret } },
    { ...good, headers: { ...unsigned, 'x-hub-signature': good.headers['x-hub-signature-256']! } },
    githubPush('whsec_AAAA', { repository: repository.path, after: first }),
  ];
  const answers = await Promise.all([...wrong.map((message) => send(message)), send(good, `/hooks/v1/${randomUUID()}`), send(good, '/hooks/v1/nothing'), send(good, `/hooks/v1/${encodeURIComponent("' OR 1=1 --")}`)]);
  const bodies = await Promise.all(answers.map(async (answer) => ({ status: answer.status, ...((await answer.json()) as object), instance: 'any' })));
  for (const body of bodies) expect(body).toEqual({ ...bodies[0], status: 401 });
  expect(await api.db.repositoryDelivery.count({ where: { repositoryId: hook.split('/').at(-1)! } })).toBe(0);
});

test('a signed message of GitLab that is old, or whose time was changed, is refused', async () => {
  const { repository, secret, send, first } = await connected({ provider: 'gitlab' });
  const old = gitlabPush(secret, { repository: repository.path, after: first, at: new Date(Date.now() - 400_000) }, { signed: true });
  const fresh = gitlabPush(secret, { repository: repository.path, after: first }, { signed: true });
  const moved = { ...old, headers: { ...old.headers, 'webhook-timestamp': fresh.headers['webhook-timestamp']! } };
  expect((await Promise.all([send(old), send(moved), send({ ...fresh, headers: { ...fresh.headers, 'webhook-id': 'another' } })])).map(({ status }) => status)).toEqual([401, 401, 401]);
});

test('a push at GitHub from more than three days ago is not worked on', async () => {
  const { repository, secret, send, deliveries, first } = await connected();
  const answer = await send(githubPush(secret, { repository: repository.path, after: first, at: new Date(Date.now() - 4 * 86_400_000) }));
  expect([answer.status, await answer.json()]).toEqual([202, { message: 'The push is older than three days. To deploy the branch, push to it again.' }]);
  expect(await deliveries()).toEqual([]);
});

test('a ping is answered, and other events are named as such', async () => {
  const { secret, send, deliveries } = await connected();
  const ask = async (event: string) => (await send(signedByGithub(secret, event, { zen: 'Design for failure.', hook_id: 1 }))).json();
  expect(await ask('ping')).toEqual({ message: 'Berth is listening.' });
  expect(await ask('issues')).toEqual({ message: 'Berth does nothing with the event "issues"; it deploys pushes.' });
  expect(await deliveries()).toEqual([]);
});

test.each([
  ['a branch without a rule', { branch: 'feature/x' }, /^No rule says where feature\/x is deployed/],
  ['a branch that was deleted', { after: '0'.repeat(40) }, /^The branch main was deleted/],
  ['another repository', { repository: 'acme/other' }, /^The message is about acme\/other/],
])('%s is kept as ignored, with the reason', async (_, change, reason) => {
  const { repository, secret, send, deliveries, deployments, first } = await connected();
  const answer = await send(githubPush(secret, { repository: repository.path, after: first, ...change }));
  expect(((await answer.json()) as { message: string }).message).toMatch(reason);
  expect(await deliveries()).toMatchObject([{ state: 'ignored', reason: expect.stringMatching(reason), deployment: null }]);
  expect(await deployments()).toEqual([]);
});

test.each(['refs/tags/v1', 'refs/heads/-x', 'refs/heads/a b', 'refs/heads/a:refs/heads/b', 'refs/heads/..', 'refs/heads/x\n--upload-pack=id'])('the ref %j does nothing', async (ref) => {
  const { repository, secret, send, deliveries, first } = await connected();
  expect((await send(githubPush(secret, { repository: repository.path, ref, after: first }))).status).toBe(202);
  expect(await deliveries()).toEqual([]);
});

test.each([['no JSON', 'x'], ['not what GitHub documents', '{"ref":"refs/heads/main"}'], ['a commit that is none', JSON.stringify({ ref: 'refs/heads/main', before: '0'.repeat(40), after: '--upload-pack=id', repository: { full_name: 'a/b' } })]])('a signed message that is %s is 400', async (_, body) => {
  const { secret, send } = await connected();
  const signed = signedByGithub(secret, 'push', null);
  const { createHmac } = await import('node:crypto');
  const answer = await send({ body, headers: { ...signed.headers, 'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` } });
  expect(answer.status).toBe(400);
});

test('more than 1 MiB is 413; 50 MB are refused before they are read', async () => {
  const { hook, secret } = await connected();
  const post = (bytes: number, announced: boolean) =>
    new Promise<{ status: number; sent: number }>((resolve, reject) => {
      let sent = 0;
      const url = new URL(api.url + hook);
      const outgoing = request(url, { method: 'POST', headers: { 'content-type': 'application/json', ...(announced && { 'content-length': bytes }) } }, (response) => {
        answered = true;
        resolve({ status: response.statusCode!, sent });
        outgoing.destroy();
      });
      let answered = false;
      outgoing.once('error', (error) => !answered && reject(error));
      const chunk = Buffer.alloc(64 * 1024, ' ');
      const write = () => {
        while (!answered && sent < bytes) {
          sent += chunk.length;
          if (!outgoing.write(chunk)) return void outgoing.once('drain', write);
        }
        if (!answered) outgoing.end();
      };
      if (announced) outgoing.flushHeaders();
      else write();
    });
  expect(await post(50 * 2 ** 20, true)).toEqual({ status: 413, sent: 0 });
  const large = signedByGithub(secret, 'push', { filler: 'x'.repeat(2 ** 20) });
  expect((await fetch(api.url + hook, { method: 'POST', headers: large.headers, body: large.body })).status).toBe(413);
  const streamed = await post(50 * 2 ** 20, false).catch(() => ({ status: 413, sent: 0 })); // the connection may be cut before the answer is read
  expect(streamed.status).toBe(413);
  expect(streamed.sent).toBeLessThan(20 * 2 ** 20);
});

test('whoever sends too much has to wait; refused messages do not shut out the real ones', async () => {
  const { repository, secret, send, first, hook } = await connected();
  const id = hook.split('/').at(-1)!;
  await api.db.loginFailure.createMany({ data: Array.from({ length: 60 }, () => ({ key: 'hook-refused:127.0.0.1' })) });
  const good = githubPush(secret, { repository: repository.path, after: first });
  expect((await send({ ...good, body: `${good.body} ` })).status).toBe(429);
  expect((await send(good)).status).toBe(202);
  await api.db.loginFailure.createMany({ data: Array.from({ length: 600 }, () => ({ key: `hook:${id}` })) });
  const refused = await send(signedByGithub(secret, 'ping', {}));
  expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true]);
  await api.db.loginFailure.deleteMany({ where: { key: { startsWith: 'hook' } } });
});

test('after its secret was changed only the new one is taken; after it was disconnected none', async () => {
  const { app, repository, secret, send, first, hook } = await connected();
  const { token } = acme.members.admin;
  const rotated = await api.ask('POST', `${app.path}/repository/secret`, { token });
  expect(rotated.body.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(rotated.body.secret).not.toBe(secret);
  const by = (key: string) => send(signedByGithub(key, 'ping', {}));
  expect([(await by(secret)).status, (await by(rotated.body.secret)).status]).toEqual([401, 202]);
  expect((await api.ask('DELETE', `${app.path}/repository`, { token })).status).toBe(204);
  expect([(await by(rotated.body.secret)).status, (await send(githubPush(rotated.body.secret, { repository: repository.path, after: first }))).status]).toEqual([401, 401]);
  expect((await api.ask('GET', `${app.path}/repository`, { token })).status).toBe(404);
  expect(await api.db.repositoryDelivery.count({ where: { repositoryId: hook.split('/').at(-1)! } })).toBe(0);
});

test('secret and token are sealed, and never shown again', async () => {
  const { app, secret } = await connected({ token: 'ghp_verysecret' });
  const row = await api.db.repository.findUniqueOrThrow({ where: { appId: app.appId } });
  expect(JSON.stringify(row)).not.toMatch(/verysecret|whsec_/);
  const shown = await api.ask('GET', `${app.path}/repository`, { token: acme.members.owner.token });
  expect(shown.body).toMatchObject({ hasToken: true, rules: [{ branch: 'main', environment: 'production' }] });
  expect(shown.text).not.toMatch(/verysecret|whsec_/);
  expect(shown.text).not.toContain(secret);
  const removed = await api.ask('PATCH', `${app.path}/repository`, { token: acme.members.admin.token, body: { token: null } });
  expect(removed.body.hasToken).toBe(false);
});

test('rules say which branch goes where; an environment that is not there is refused', async () => {
  const { app, repository, secret, send, deliveries, settled } = await connected();
  const { token } = acme.members.admin;
  await api.ask('POST', `${app.path}/environments`, { token, body: { name: 'staging' } });
  const refused = await api.ask('PATCH', `${app.path}/repository`, { token, body: { rules: [{ branch: 'main', environment: 'production' }, { branch: '*', environment: 'nowhere' }] } });
  expect(refused.body.errors).toEqual([{ path: '/body/rules/1/environment', message: `rules[1].environment is no environment of ${app.slug}.` }]);
  const changed = await api.ask('PATCH', `${app.path}/repository`, { token, body: { rules: [{ branch: 'release/*', environment: 'staging' }] } });
  expect(changed.body.rules).toEqual([{ branch: 'release/*', environment: 'staging' }]);
  await repository.git('checkout', '--quiet', '-b', 'release/1');
  const after = await repository.commit({ 'index.html': 'one' });
  await send(githubPush(secret, { repository: repository.path, branch: 'release/1', after }));
  await settled();
  expect(await deliveries()).toMatchObject([{ state: 'deployed', environment: 'staging', branch: 'release/1', deployment: 1 }]);
});

test('with a rule for previews each branch gets its own, which goes with the branch', async () => {
  const { app, repository, secret, send, deliveries, settled } = await connected();
  const { token } = acme.members.admin;
  const rules = await api.ask('PATCH', `${app.path}/repository`, { token, body: { rules: [{ branch: 'main', environment: 'production' }, { branch: '**', environment: null }] } });
  expect(rules.status, rules.text).toBe(200);
  await repository.git('checkout', '--quiet', '-b', 'feature/cart');
  const after = await repository.commit({ 'index.html': 'cart' });
  await send(githubPush(secret, { repository: repository.path, branch: 'feature/cart', after }));
  await settled();
  expect(await deliveries()).toMatchObject([{ state: 'failed', reason: expect.stringContaining('Previews are not enabled') }]);
  expect((await api.ask('PATCH', `${app.path}/previews/settings`, { token, body: { enabled: true } })).status).toBe(200);
  await api.ask('POST', `${app.path}/repository/deliveries/${(await deliveries())[0].id}/redeliver`, { token });
  await settled();
  expect(await deliveries()).toMatchObject([{ state: 'deployed', environment: 'feature-cart', deployment: 1 }]);
  await send(githubPush(secret, { repository: repository.path, branch: 'feature/cart', before: after, after: '0'.repeat(40) }));
  await settled();
  expect((await deliveries())[0]).toMatchObject({ state: 'ignored', reason: 'The branch feature/cart is there again.' }); // GitHub said so, but there it stands
  await repository.git('push', '--quiet', `${host.folder}/repositories/${repository.path}.git`, ':feature/cart');
  await send(githubPush(secret, { repository: repository.path, branch: 'feature/cart', before: after, after: '0'.repeat(40), at: new Date(Date.now() + 5_000) }));
  await settled();
  expect((await deliveries())[0]).toMatchObject({ state: 'removed', reason: 'The branch feature/cart was deleted, and its preview feature-cart goes with it.' });
  expect((await api.db.environment.findMany({ where: { appId: app.appId }, orderBy: { slug: 'asc' } })).map(({ slug, state }) => [slug, state])).toEqual([['feature-cart', 'deleting'], ['production', 'active']]);
});

test('a push is deployed when it changes the root of the app since what is live, and its source is that folder', async () => {
  const { app, repository, first, secret, send, deliveries, deployments, settled } = await connected();
  expect((await api.ask('PATCH', app.path, { token: acme.members.developer.token, body: { root: 'site' } })).status).toBe(200);
  const inSite = await repository.commit({ 'site/index.html': 'in the site', 'site/two.html': '2' });
  await send(githubPush(secret, { repository: repository.path, before: first, after: inSite }));
  await settled();
  expect((await deliveries())[0]).toMatchObject({ state: 'deployed', commit: inSite });
  expect(await api.db.source.findFirstOrThrow({ where: { appId: app.appId }, orderBy: { createdAt: 'desc' } })).toMatchObject({ files: 2 });
  await api.db.release.update({ where: { id: app.releaseId }, data: { source: { kind: 'source', commit: { id: inSite, branch: 'main', author: 'A', message: 'm' } } } });
  const beside = await repository.commit({ 'README.md': 'beside' });
  await send(githubPush(secret, { repository: repository.path, before: inSite, after: beside }));
  await settled();
  expect((await deliveries())[0]).toMatchObject({ state: 'ignored', commit: beside, reason: `Not deployed: since ${inSite.slice(0, 9)}, which is live as v1, nothing has changed in site.` });
  expect(await deployments()).toHaveLength(1);
});

test('an app has one repository', async () => {
  const { app, repository } = await connected();
  const again = await api.ask('POST', `${app.path}/repository`, { token: acme.members.admin.token, body: { url: repository.url, provider: 'github' } });
  expect(again.body).toMatchObject({ status: 409, code: 'wrong-state', remedy: 'Disconnect it first: berth repo disconnect' });
});

test('submodules and files of Git LFS are left out, and said so', async () => {
  const { repository, secret, send, settled, deployments } = await connected();
  const after = await repository.commit({ '.gitattributes': '*.bin filter=lfs diff=lfs merge=lfs -text\n', '.gitmodules': '[submodule "lib"]\n\tpath = lib\n\turl = https://localhost:1/none\n', 'data.bin': 'version https://git-lfs.github.com/spec/v1\n' });
  await send(githubPush(secret, { repository: repository.path, after }));
  await settled();
  expect((await deployments())[0]!.input).toMatchObject({ warnings: ['The submodule lib is not fetched: its folder is empty in the build.', 'Files that Git LFS keeps come as pointers, without their content.'] });
});

test('a source that cannot be built fails the delivery with the reason, and it can be worked on again', async () => {
  const { app, repository, secret, send, deliveries, deployments, settled } = await connected();
  await repository.git('rm', '--quiet', 'index.html');
  const after = await repository.commit({ 'notes.txt': 'x' });
  await send(githubPush(secret, { repository: repository.path, after }));
  await settled();
  const [failed] = await deliveries();
  expect(failed).toMatchObject({ state: 'failed', reason: expect.stringContaining('Dockerfile'), deployment: null });
  const again = await api.ask('POST', `${app.path}/repository/deliveries/${failed.id}/redeliver`, { token: acme.members.developer.token });
  expect(again.status).toBe(202);
  await settled();
  expect((await deliveries())[0].state).toBe('failed');
  expect(await deployments()).toEqual([]);
});

test('a delivery whose process was killed is taken over once its claim has run out', async () => {
  const { repository, secret, send, deliveries, deployments, first, app } = await connected();
  const { id } = await api.db.repository.findUniqueOrThrow({ where: { appId: app.appId } });
  await api.db.repositoryDelivery.create({ data: { tenantId: acme.id, repositoryId: id, delivery: 'killed', fingerprint: 'killed', event: 'push', state: 'running', attempt: 1, branch: 'main', commit: first, dueAt: new Date(Date.now() + 1_000) } });
  await send(githubPush(secret, { repository: repository.path, after: first }));
  await vi.waitFor(async () => expect((await deliveries()).map(({ state }: { state: string }) => state)).toEqual(['ignored', 'deployed']), long);
  expect(await deployments()).toHaveLength(1);
});

test('the provider is told pending, then how it ended; that it does not take it is seen and fails nothing', async () => {
  const { app, repository, secret, send, deliveries, deployments, first, settled } = await connected({ token: 'tok-1' });
  host.login = 'x-access-token:tok-1'; // the repository is private: the same token reads it
  await send(githubPush(secret, { repository: repository.path, after: first }));
  await settled();
  const toldOf = () => host.told.filter(({ path }) => path.includes(repository.path)).map(({ path, authorization, body }) => [path, authorization, body.state, body.context, body.description]);
  const path = `/api/v3/repos/${repository.path}/statuses/${first}`;
  const context = `berth/${app.slug}/production`;
  await vi.waitFor(() => expect(toldOf()).toEqual([[path, 'Bearer tok-1', 'pending', context, 'Berth is deploying it']]), long);
  await vi.waitFor(async () => expect((await deliveries())[0].reported).toBe('pending'), long);
  const [deployment] = await deployments();
  host.statusAnswer = 403;
  await api.db.deployment.update({ where: { id: deployment!.id }, data: { state: 'failed', failure: { class: 'crash', message: 'It crashed.' } } });
  await vi.waitFor(async () => expect((await deliveries())[0]).toMatchObject({ state: 'deployed', reported: 'pending', reportFailure: expect.stringContaining('answered 403: the token may not set states of commits') }), long);
  host.statusAnswer = 201;
  await api.db.repositoryDelivery.updateMany({ where: { commit: first }, data: { reportDueAt: new Date() } });
  await vi.waitFor(async () => expect((await deliveries())[0]).toMatchObject({ reported: 'failure', reportFailure: null }), long);
  expect(toldOf().at(-1)).toEqual([path, 'Bearer tok-1', 'failure', context, 'It crashed.']);
  expect(host.told.at(-1)!.body.target_url).toBe(`https://berth.localhost/t/acme/apps/${app.slug}/production/deployments/${deployment!.id}`);
});

test('a viewer sees the connection, and only an admin changes it', async () => {
  const { app } = await connected();
  const ask = async (role: 'viewer' | 'developer' | 'admin', method: string, path: string, body?: unknown) => (await api.ask(method, `${app.path}/repository${path}`, { token: acme.members[role].token, ...(body !== undefined && { body }) })).status;
  expect([await ask('viewer', 'GET', ''), await ask('viewer', 'GET', '/deliveries'), await ask('developer', 'PATCH', '', { token: null }), await ask('developer', 'POST', '/secret'), await ask('developer', 'DELETE', ''), await ask('admin', 'DELETE', '')]).toEqual([200, 200, 403, 403, 403, 204]);
});
