import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { ReachHost } from '../src/repositories/reach-host.js';
import { ApiUnderTest } from './api-under-test.js';
import { BlobStore } from './blob-store.js';
import { GitHost } from './git-host.js';
import { githubPush } from './provider-messages.js';

const host = new GitHost();
const inside = new GitHost();
const store = new BlobStore();
let api: ApiUnderTest;
let acme: Awaited<ReturnType<ApiUnderTest['tenant']>>;
let made = 0;

beforeAll(async () => {
  await Promise.all([host.start(), inside.start(), store.start()]);
  setDefaultCACertificates([...getCACertificates('default'), host.authority, inside.authority]);
  api = await ApiUnderTest.start({ registryUrl: store.url, gitAllowedHosts: [host.host], gitPushBytes: 3 * 2 ** 20 });
  acme = await api.tenant('acme');
});
afterEach(() => {
  vi.restoreAllMocks();
  Object.assign(host, { intercept: undefined, login: undefined });
});
afterAll(async () => {
  await api.stop();
  for (const each of [host, inside]) each.stop();
  store.stop();
});

vi.setConfig({ testTimeout: 120_000 }); // git runs several times in most of them
const long = { timeout: 90_000, interval: 50 };
const connect = (path: string, url: string, token?: string) => api.ask('POST', `${path}/repository`, { token: acme.members.admin.token, body: { url, provider: 'github', ...(token && { token }) } });

/** What becomes of a push to a new repository. `at` is where the connection says that it lies. */
async function pushed({ files = { 'index.html': 'hello' } as Record<string, string | Buffer>, token, at, before }: { files?: Record<string, string | Buffer>; token?: string; at?: (path: string) => string; before?: () => void } = {}) {
  const app = await api.deployedApp(acme, `host${(made += 1)}`);
  const repository = await host.repository(`acme/${app.slug}`);
  const after = await repository.commit(files);
  const answer = await connect(app.path, repository.url, token);
  expect(answer.status, answer.text).toBe(201);
  if (at) await api.db.repository.update({ where: { appId: app.appId }, data: { url: at(repository.path) } });
  before?.();
  const { headers, body } = githubPush(answer.body.secret, { repository: repository.path, after });
  expect((await fetch(`${api.url}${new URL(answer.body.repository.webhookUrl).pathname.replace('/api', '')}`, { method: 'POST', headers, body })).status).toBe(202);
  return vi.waitFor(async () => {
    const [delivery] = (await api.ask('GET', `${app.path}/repository/deliveries`, { token: acme.members.viewer.token })).body.items;
    expect(delivery.state === 'running' || (delivery.state === 'received' && delivery.reason === null)).toBe(false);
    return delivery as { state: string; reason: string };
  }, long);
}

test.each([
  'https://127.0.0.1/acme/shop', 'https://localhost/acme/shop', 'https://10.96.0.1/acme/shop', 'https://192.168.1.1/acme/shop', 'https://172.16.0.1/acme/shop', 'https://169.254.169.254/latest/meta-data', 'https://100.64.0.1/acme/shop', 'https://0.0.0.0/acme/shop',
  'https://2130706433/acme/shop', 'https://0x7f000001/acme/shop', 'https://0177.0.0.1/acme/shop', 'https://127.1/acme/shop', 'https://nothing.invalid/acme/shop', 'https://[::1]/acme/shop', 'https://[::ffff:127.0.0.1]/acme/shop', 'http://github.com/acme/shop',
  'ext::sh -c id', 'file:///etc/passwd', 'git://localhost/acme/shop', 'https://user:pw@github.com/acme/shop', '-u./x', '--upload-pack=id', 'https://github.com/acme/shop;id', 'https://github.com/acme/$(id)',
])('no app is connected to %s', async (url) => {
  const app = await api.deployedApp(acme, `refused${(made += 1)}`);
  const answer = await connect(app.path, url);
  expect(answer.body).toMatchObject({ status: 422, code: 'invalid-input', errors: [{ path: '/body/url' }] });
  expect(await api.db.repository.count({ where: { appId: app.appId } })).toBe(0);
});

test('a host of the inside that was not allowed is not asked, whatever the row says', async () => {
  const port = inside.port;
  expect(await pushed({ at: (path) => `https://localhost:${port}/${path}.git` })).toMatchObject({ state: 'failed', reason: `localhost:${port} is not on the public internet. Ask the operator of this installation to allow the host (BERTH_GIT_ALLOWED_HOSTS).` });
  expect(inside.asked).toEqual([]);
});

test('the name is looked up once: git goes to the address that was checked, not to what the name says later', async () => {
  const lookUp = vi.spyOn(api.app.get(ReachHost), 'addresses').mockResolvedValue(['127.0.0.1']);
  const asked = host.asked.length;
  expect(await pushed({ at: (path) => `https://git.example.com:${host.port}/${path}.git` })).toMatchObject({ state: 'deployed' });
  expect(lookUp.mock.calls).toEqual([['localhost', host.port], ['git.example.com', host.port]]);
  expect(host.asked.length).toBeGreaterThan(asked); // the test's host, though the name is another's
});

test('metadata addresses stay closed for a host that is allowed', async () => {
  vi.resetModules();
  vi.doMock('node:dns/promises', () => ({ lookup: async () => [{ address: '169.254.169.254', family: 4 }, { address: 'fe80::1', family: 6 }, { address: '::ffff:169.254.169.254', family: 6 }] }));
  const { ReachHost: Fresh } = await import('../src/repositories/reach-host.js');
  await expect(new Fresh(api.env).addresses('localhost', host.port)).rejects.toThrow('is not on the public internet');
  vi.doUnmock('node:dns/promises');
});

test('a redirect to the inside is not followed', async () => {
  host.intercept = (request, response) => {
    response.writeHead(302, { location: `https://localhost:${inside.port}${request.url}` }).end();
    return true;
  };
  expect(await pushed()).toMatchObject({ state: 'failed', reason: `${host.host} says that the repository is elsewhere; redirects are not followed. Disconnect it, and connect its new address.` });
  expect(inside.asked).toEqual([]);
});

test.each([
  ['a private repository without a token', { before: () => void (host.login = 'x-access-token:right') }, /wants a login for the repository.*berth repo token/],
  ['a private repository with a wrong token', { token: 'wrong', before: () => void (host.login = 'x-access-token:right') }, /wants a login for the repository, or refuses the one that it has/],
  ['a repository that is not there', { before: () => rmSync(join(host.folder, 'repositories/acme', `host${made}.git`), { recursive: true }) }, /has no such repository, or does not show it without a token/],
])('%s fails with what to do', async (_, how, reason) => {
  expect(await pushed(how)).toMatchObject({ reason: expect.stringMatching(reason) });
});

test('the token reads a private repository, goes to its host alone, and no list of processes shows it', async () => {
  let seen: string[] = [];
  const commandLines = () => readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    } catch {
      return []; // it has ended
    }
  });
  const token = `ghp_${randomBytes(12).toString('hex')}`;
  const delivery = await pushed({ token, before: () => {
    host.login = `x-access-token:${token}`;
    host.intercept = () => {
      seen.push(...commandLines());
      return false;
    };
  } });
  expect(delivery).toMatchObject({ state: 'deployed' });
  expect(seen.some((line) => line.includes('git') && line.includes(host.host))).toBe(true);
  expect(seen.filter((line) => line.includes(token) || line.includes(Buffer.from(`x-access-token:${token}`).toString('base64')))).toEqual([]);
});

test('a commit that is too large is given up, and nothing of any fetch is left', async () => {
  expect(await pushed({ files: { 'index.html': 'x', 'noise.bin': randomBytes(5 * 2 ** 20) } })).toMatchObject({ state: 'failed', reason: 'The commit has more than 3 MiB. Keep large files out of git, or deploy the folder: berth deploy' });
  expect(readdirSync(join(api.env.gitDir, 'fetches'))).toEqual(['authorities.pem']);
});

test('a host that does not answer as it should is asked again later', async () => {
  host.intercept = (_request, response) => {
    response.writeHead(502).end();
    return true;
  };
  expect(await pushed()).toMatchObject({ state: 'received', reason: `The repository could not be fetched from ${host.host}. It is tried again.` });
});
