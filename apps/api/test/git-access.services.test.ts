import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { password } from './api-under-test.js';
import { git } from './git-commands.js';
import { acme, api, asDeveloper, other, remote, startGit, stopGit, workingCopy } from './git-under-test.js';

beforeAll(startGit);
afterAll(stopGit);

test('a role too low may fetch and not push; a password and a token in either place log in', async () => {
  const { folder, app } = await workingCopy();
  const viewer = await git(folder, 'push', remote(app.slug, `berth:${acme.members.viewer.token}`), 'main');
  expect(viewer.text).toMatch(/This needs the role developer; you are viewer[^]*error: 403/);
  const limited = await api.token(acme.members.owner.id, { tenantId: acme.id, role: 'viewer' });
  expect((await git(folder, 'push', remote(app.slug, `berth:${limited}`), 'main')).text).toContain('error: 403');
  const logins = [`${encodeURIComponent(acme.members.viewer.email)}:${encodeURIComponent(password)}`, acme.members.viewer.token, `x:${acme.members.viewer.token}`];
  for (const login of logins) expect((await git(folder, 'ls-remote', remote(app.slug, login))).code).toBe(0);
});

test('a wrong login is 401 whatever is asked for; another tenant’s app answers like one that does not exist', async () => {
  const { app } = await workingCopy();
  const ask = async (path: string, login?: string) => {
    const response = await fetch(`${api.url}/git/${path}/info/refs?service=git-receive-pack`, login === undefined ? {} : { headers: { authorization: `Basic ${Buffer.from(login).toString('base64')}` } });
    return { status: response.status, text: await response.text(), challenge: response.headers.get('www-authenticate') };
  };
  for (const path of [`acme/${app.slug}.git`, 'acme/nothere.git', 'other/secretshop.git', 'nobody/x.git']) {
    const answers = await Promise.all([ask(path), ask(path, `x:berth_${randomBytes(32).toString('base64url')}`), ask(path, 'berth:wrong'), ask(path, `a@b.test:${randomBytes(9).toString('hex')}`)]);
    for (const { status, challenge, text } of answers) expect({ status, challenge }, text).toEqual({ status: 401, challenge: 'Basic realm="Berth", charset="UTF-8"' });
  }
  const foreign = await Promise.all(['other/secretshop.git', 'other/nothere.git', 'nobody/x.git', 'acme/nothere.git', 'acme/..%2f..%2fetc.git', 'acme/--upload-pack=x.git', `acme/${app.slug}`].map((path) => ask(path, asDeveloper())));
  for (const answer of foreign) expect(answer).toEqual({ ...foreign[0], status: 404 });
  const limited = await api.token(acme.members.owner.id, { tenantId: other.id });
  expect((await ask(`acme/${app.slug}.git`, `x:${limited}`)).status).toBe(404);
});

test('browsers that remember a login are not used by other sites', async () => {
  const { app } = await workingCopy();
  const headers = { authorization: `Basic ${Buffer.from(asDeveloper()).toString('base64')}`, 'content-type': 'application/x-git-receive-pack-request' };
  const post = (more: Record<string, string>) => fetch(`${api.url}/git/acme/${app.slug}.git/git-receive-pack`, { method: 'POST', headers: { ...headers, ...more }, body: '0000' });
  expect((await post({ origin: 'https://evil.test' })).status).toBe(403);
  expect((await post({ 'sec-fetch-site': 'same-site' })).status).toBe(403);
  expect((await post({ 'content-type': 'text/plain' })).status).toBe(415);
  expect((await post({})).status).toBe(200);
});

test('a tenant that keeps git waiting keeps no other tenant waiting', async () => {
  const { app } = await workingCopy();
  const abort = new AbortController();
  const post = (signal?: AbortSignal) =>
    fetch(`${api.url}/git/acme/${app.slug}.git/git-receive-pack`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(asDeveloper()).toString('base64')}`, 'content-type': 'application/x-git-receive-pack-request' },
      body: signal ? new ReadableStream({ start: (controller) => controller.enqueue(Buffer.from('00')) }) : '0000',
      ...(signal && { signal, duplex: 'half' }),
    } as RequestInit);
  const keepWaiting = async (): Promise<void> => {
    while ((await post(abort.signal).catch(() => undefined))?.status === 503) await new Promise((done) => setTimeout(done, 50)); // the place was taken by the question below
  };
  const slow = Array.from({ length: 4 }, keepWaiting);
  await vi.waitFor(async () => expect((await post()).status).toBe(503), { timeout: 10_000, interval: 100 });
  const theirs = await git(tmpdir(), 'ls-remote', remote('secretshop', `x:${other.members.viewer.token}`, 'other'));
  expect(theirs.code, theirs.text).toBe(0);
  abort.abort();
  await Promise.all(slow);
  await vi.waitFor(async () => expect((await post()).status).toBe(200), { timeout: 10_000, interval: 100 });
});
