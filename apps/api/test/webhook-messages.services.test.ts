import { createHmac, randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { githubPush, gitlabPush, signedByGithub, type ProviderMessage } from './provider-messages.js';
import { WebhooksUnderTest } from './webhooks-under-test.js';

let hooks: WebhooksUnderTest;

beforeAll(async () => {
  hooks = await WebhooksUnderTest.start();
});
afterEach(() => hooks.reset());
afterAll(() => hooks.stop());

vi.setConfig({ testTimeout: 120_000 }); // git runs several times in most of them

test('what is not signed as it should be is 401 in one form, whether there is such an address or not', async () => {
  const { repository, secret, send, first, hook } = await hooks.connected();
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
  expect(await hooks.api.db.repositoryDelivery.count({ where: { repositoryId: hook.split('/').at(-1)! } })).toBe(0);
});

test('a signed message of GitLab that is old, or whose time was changed, is refused', async () => {
  const { repository, secret, send, first } = await hooks.connected({ provider: 'gitlab' });
  const old = gitlabPush(secret, { repository: repository.path, after: first, at: new Date(Date.now() - 400_000) }, { signed: true });
  const fresh = gitlabPush(secret, { repository: repository.path, after: first }, { signed: true });
  const moved = { ...old, headers: { ...old.headers, 'webhook-timestamp': fresh.headers['webhook-timestamp']! } };
  expect((await Promise.all([send(old), send(moved), send({ ...fresh, headers: { ...fresh.headers, 'webhook-id': 'another' } })])).map(({ status }) => status)).toEqual([401, 401, 401]);
});

test('a push at GitHub from more than three days ago is not worked on', async () => {
  const { repository, secret, send, deliveries, first } = await hooks.connected();
  const answer = await send(githubPush(secret, { repository: repository.path, after: first, at: new Date(Date.now() - 4 * 86_400_000) }));
  expect([answer.status, await answer.json()]).toEqual([202, { message: 'The push is older than three days. To deploy the branch, push to it again.' }]);
  expect(await deliveries()).toEqual([]);
});

test('a ping is answered, and other events are named as such', async () => {
  const { secret, send, deliveries } = await hooks.connected();
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
  const { repository, secret, send, deliveries, deployments, first } = await hooks.connected();
  const answer = await send(githubPush(secret, { repository: repository.path, after: first, ...change }));
  expect(((await answer.json()) as { message: string }).message).toMatch(reason);
  expect(await deliveries()).toMatchObject([{ state: 'ignored', reason: expect.stringMatching(reason), deployment: null }]);
  expect(await deployments()).toEqual([]);
});

test.each(['refs/tags/v1', 'refs/heads/-x', 'refs/heads/a b', 'refs/heads/a:refs/heads/b', 'refs/heads/..', 'refs/heads/x\n--upload-pack=id'])('the ref %j does nothing', async (ref) => {
  const { repository, secret, send, deliveries, first } = await hooks.connected();
  expect((await send(githubPush(secret, { repository: repository.path, ref, after: first }))).status).toBe(202);
  expect(await deliveries()).toEqual([]);
});

test.each([['no JSON', 'x'], ['not what GitHub documents', '{"ref":"refs/heads/main"}'], ['a commit that is none', JSON.stringify({ ref: 'refs/heads/main', before: '0'.repeat(40), after: '--upload-pack=id', repository: { full_name: 'a/b' } })]])('a signed message that is %s is 400', async (_, body) => {
  const { secret, send } = await hooks.connected();
  const signed = signedByGithub(secret, 'push', null);
  const answer = await send({ body, headers: { ...signed.headers, 'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` } });
  expect(answer.status).toBe(400);
});

test('more than 1 MiB is 413; 50 MB are refused before they are read', async () => {
  const { hook, secret } = await hooks.connected();
  const post = (bytes: number, announced: boolean) =>
    new Promise<{ status: number | null; sent: number }>((resolve, reject) => {
      let sent = 0;
      const url = new URL(hooks.api.url + hook);
      const outgoing = request(url, { method: 'POST', headers: { 'content-type': 'application/json', ...(announced && { 'content-length': bytes }) } }, (response) => {
        answered = true;
        resolve({ status: response.statusCode!, sent });
        outgoing.destroy();
      });
      let answered = false;
      outgoing.once('error', (error: NodeJS.ErrnoException) => (['ECONNRESET', 'EPIPE'].includes(error.code ?? '') ? resolve({ status: null, sent }) : reject(error)));
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
  expect((await fetch(hooks.api.url + hook, { method: 'POST', headers: large.headers, body: large.body })).status).toBe(413);
  const streamed = await post(50 * 2 ** 20, false);
  expect([413, null]).toContain(streamed.status); // null: the connection was cut before the answer was read
  expect(streamed.sent).toBeLessThan(20 * 2 ** 20);
});

test('whoever sends too much has to wait; refused messages do not shut out the real ones', async () => {
  const { repository, secret, send, first, hook } = await hooks.connected();
  const id = hook.split('/').at(-1)!;
  await hooks.api.db.loginFailure.createMany({ data: Array.from({ length: 60 }, () => ({ key: 'hook-refused:127.0.0.1' })) });
  const good = githubPush(secret, { repository: repository.path, after: first });
  expect((await send({ ...good, body: `${good.body} ` })).status).toBe(429);
  expect((await send(good)).status).toBe(202);
  await hooks.api.db.loginFailure.createMany({ data: Array.from({ length: 600 }, () => ({ key: `hook:${id}` })) });
  const refused = await send(signedByGithub(secret, 'ping', {}));
  expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true]);
  await hooks.api.db.loginFailure.deleteMany({ where: { key: { startsWith: 'hook' } } });
});

test('after its secret was changed only the new one is taken; after it was disconnected none', async () => {
  const { app, repository, secret, send, first, hook } = await hooks.connected();
  const { token } = hooks.acme.members.admin;
  const rotated = await hooks.api.ask('POST', `${app.path}/repository/secret`, { token });
  expect(rotated.body.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(rotated.body.secret).not.toBe(secret);
  const by = (key: string) => send(signedByGithub(key, 'ping', {}));
  expect([(await by(secret)).status, (await by(rotated.body.secret)).status]).toEqual([401, 202]);
  const unknown = randomUUID();
  expect((await hooks.api.ask('POST', `${app.path}/repository/deliveries/${unknown}/redeliver`, { token })).body).toMatchObject({ code: 'not-found', detail: `The repository of app ${app.slug} has no such delivery.` });
  expect((await hooks.api.ask('DELETE', `${app.path}/repository`, { token })).status).toBe(204);
  expect([(await by(rotated.body.secret)).status, (await send(githubPush(rotated.body.secret, { repository: repository.path, after: first }))).status]).toEqual([401, 401]);
  expect(await hooks.api.ask('GET', `${app.path}/repository`, { token })).toMatchObject({ status: 404, body: { code: 'not-found', detail: `App ${app.slug} is connected to no repository.`, remedy: expect.stringContaining('berth repo connect') as string } });
  expect(await hooks.api.db.repositoryDelivery.count({ where: { repositoryId: hook.split('/').at(-1)! } })).toBe(0);
});

test('secret and token are sealed, and never shown again', async () => {
  const { app, secret } = await hooks.connected({ token: 'ghp_verysecret' });
  const row = await hooks.api.db.repository.findUniqueOrThrow({ where: { appId: app.appId } });
  expect(JSON.stringify(row)).not.toMatch(/verysecret|whsec_/);
  const shown = await hooks.api.ask('GET', `${app.path}/repository`, { token: hooks.acme.members.owner.token });
  expect(shown.body).toMatchObject({ hasToken: true, rules: [{ branch: 'main', environment: 'production' }] });
  expect(shown.text).not.toMatch(/verysecret|whsec_/);
  expect(shown.text).not.toContain(secret);
  const removed = await hooks.api.ask('PATCH', `${app.path}/repository`, { token: hooks.acme.members.admin.token, body: { token: null } });
  expect(removed.body.hasToken).toBe(false);
});
