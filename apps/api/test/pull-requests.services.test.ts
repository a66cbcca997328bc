import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { githubPull, githubPush, gitlabMerge } from './provider-messages.js';
import { WebhooksUnderTest } from './webhooks-under-test.js';

let hooks: WebhooksUnderTest;

beforeAll(async () => {
  hooks = await WebhooksUnderTest.start();
});
afterEach(() => hooks.reset());
afterAll(() => hooks.stop());

vi.setConfig({ testTimeout: 120_000 }); // git runs several times in most of them

/** An app whose branches but main get previews, with a commit on such a branch. */
async function withBranch(provider: 'github' | 'gitlab') {
  const connected = await hooks.connected({ provider });
  const { token } = hooks.acme.members.admin;
  expect((await hooks.api.ask('PATCH', `${connected.app.path}/repository`, { token, body: { rules: [{ branch: 'main', environment: 'production' }, { branch: '**', environment: null }] } })).status).toBe(200);
  expect((await hooks.api.ask('PATCH', `${connected.app.path}/previews/settings`, { token, body: { enabled: true } })).status).toBe(200);
  const branch = 'feature/cart';
  await connected.repository.git('checkout', '--quiet', '-b', branch);
  const commit = await connected.repository.commit({ 'index.html': 'cart' });
  const message = { repository: connected.repository.path, branch, commit };
  const newest = async () => (await connected.settled(), (await connected.deliveries())[0]);
  return { ...connected, message, newest };
}

test('a pull request that is opened gets the preview of its branch once, and takes it away when it is closed, though the branch stays', async () => {
  const { message, secret, send, newest, deployments, deliveries } = await withBranch('github');
  await send(githubPull(secret, { ...message, action: 'opened' }));
  expect(await newest()).toMatchObject({ event: 'pull_request', state: 'deployed', environment: 'feature-cart', commit: message.commit });
  await send(githubPush(secret, { repository: message.repository, branch: message.branch, after: message.commit }));
  expect(await newest()).toMatchObject({ event: 'push', state: 'ignored', reason: expect.stringContaining('came by another delivery') });
  await send(githubPull(secret, { ...message, action: 'closed' }));
  expect(await newest()).toMatchObject({ state: 'removed', reason: 'The pull request of feature/cart was closed, and its preview feature-cart goes with it.' });
  expect(await deliveries()).toHaveLength(3);
  expect(await deployments()).toEqual([]); // production was never concerned
});

test('a merge request of GitLab does the same; a change of its title does nothing', async () => {
  const { message, secret, send, newest, deliveries } = await withBranch('gitlab');
  await send(gitlabMerge(secret, { ...message, action: 'update' }));
  expect(await deliveries()).toEqual([]);
  await send(gitlabMerge(secret, { ...message, action: 'update' }, '1'.repeat(40)));
  expect(await newest()).toMatchObject({ event: 'Merge Request Hook', state: 'deployed', environment: 'feature-cart' });
  await send(gitlabMerge(secret, { ...message, action: 'merge' }));
  expect(await newest()).toMatchObject({ state: 'removed' });
});

test('a pull request from a copy of the repository gets nothing, and one of a branch that has an environment changes nothing', async () => {
  const { message, secret, send, deliveries, first } = await withBranch('github');
  const foreign = await send(githubPull(secret, { ...message, action: 'opened', from: 'mallory/shop' }));
  expect(await foreign.json()).toEqual({ message: 'The pull request comes from a copy of the repository; such a branch gets no preview.' });
  expect(await deliveries()).toEqual([]);
  await send(githubPull(secret, { ...message, branch: 'main', commit: first, action: 'closed' }));
  expect(await deliveries()).toMatchObject([{ state: 'ignored', reason: 'main is deployed to production when it is pushed; its pull requests change nothing.' }]);
});

test('what happens to a pull request otherwise, and what happened more than three days ago, is not worked on', async () => {
  const { message, secret, send, deliveries } = await withBranch('github');
  await send(githubPull(secret, { ...message, action: 'labeled' }));
  await send(githubPull(secret, { ...message, action: 'opened', at: new Date(Date.now() - 4 * 86_400_000) }));
  expect(await deliveries()).toEqual([]);
});

test('a pull request that is opened again while its preview is being deleted waits for that, unless it is closed once more', async () => {
  const { message, secret, send, newest, deliveries, settled } = await withBranch('github');
  const waits = () => vi.waitFor(async () => expect((await deliveries())[0]).toMatchObject({ state: 'received', reason: 'The earlier preview of feature/cart is still being deleted. It is tried again.' }), { timeout: 30_000, interval: 50 });
  const removeDeleted = () => hooks.api.db.environment.deleteMany({ where: { state: 'deleting' } }); // what the worker does
  for (const action of ['opened', 'closed']) {
    await send(githubPull(secret, { ...message, action }));
    await settled();
  }
  await send(githubPull(secret, { ...message, action: 'reopened' }));
  await waits();
  await removeDeleted();
  expect(await newest()).toMatchObject({ state: 'deployed', environment: 'feature-cart' });
  await send(githubPull(secret, { ...message, action: 'closed' }));
  expect(await newest()).toMatchObject({ state: 'removed' });
  await send(githubPull(secret, { ...message, action: 'reopened' }));
  await waits();
  await send(githubPull(secret, { ...message, action: 'closed' }));
  await removeDeleted();
  await settled();
  expect((await deliveries()).slice(0, 2)).toMatchObject([{ state: 'ignored' }, { state: 'ignored', reason: 'The pull request of feature/cart was closed meanwhile.' }]);
});
