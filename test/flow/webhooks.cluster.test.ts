import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { GitHost } from '../../apps/api/test/git-host.js';
import { githubPush } from '../../apps/api/test/provider-messages.js';
import { berth, berthJson, deleteApp, get, installation, until, urlOf } from '../real-services/installation.js';
import { startProcess, stopProcess } from '../real-services/processes.js';

const app = 'hooked';
/** Git by git itself; GitHub's API is a stand-in that keeps what it is told. */
const host = new GitHost();
const token = 'token-of-a-test';

/** The API anew, so that it trusts the host, or does not know it any more. */
async function restartApi(extra: Record<string, string>): Promise<void> {
  await stopProcess('api');
  startProcess('api', extra);
  await until('the API is ready', 30, async () => ((await get(`${installation.BERTH_URL}/ready`)).status === 200 ? true : undefined));
}
const deliveries = async () => (await berthJson(['repo', 'deliveries', '--app', app])).items;

beforeAll(async () => {
  await host.start();
  host.login = `x-access-token:${token}`;
  await restartApi({ BERTH_GIT_ALLOWED_HOSTS: host.host, NODE_EXTRA_CA_CERTS: join(host.folder, 'ca.pem') });
  await berthJson(['apps', 'create', app]);
});
afterAll(async () => {
  await deleteApp(app);
  await restartApi({});
  host.stop();
});

test('a push at GitHub, told ten times, is one deployment that goes live, and GitHub learns it', async () => {
  const repository = await host.repository('acme/hooked');
  const first = await repository.commit({ 'index.html': 'from GitHub' });
  const connected = await berthJson(['repo', 'connect', repository.url, '--app', app, '--provider', 'github', '--token-stdin'], { input: token });
  const tell = async (after: string, before?: string) => {
    const { headers, body } = githubPush(connected.secret, { repository: repository.path, after, ...(before && { before }) });
    return (await Promise.all(Array.from({ length: 10 }, () => get(connected.repository.webhookUrl, { method: 'POST', headers, body })))).map(({ status }) => status);
  };
  expect(await tell(first)).toEqual(Array.from({ length: 10 }, () => 202));
  const told = await until('GitHub has been told how it ended', 150, async () => {
    const [delivery] = await deliveries();
    return delivery?.reported && delivery.reported !== 'pending' ? delivery : undefined;
  }, 1_000);
  expect(told).toMatchObject({ state: 'deployed', branch: 'main', commit: first, environment: 'production', deployment: 1, reported: 'success', reportFailure: null });
  expect((await get(urlOf(app))).text).toContain('from GitHub');
  const { items } = await berthJson(['deployments', '--app', app]);
  expect(items).toMatchObject([{ number: 1, state: 'live', createdBy: 'github webhook', commit: { id: first, branch: 'main' } }]);
  expect(host.told.map(({ path, authorization, body }) => [path, authorization, body.state, body.context])).toEqual(['pending', 'success'].map((state) => [`/api/v3/repos/acme/hooked/statuses/${first}`, `Bearer ${token}`, state, 'berth/hooked/production']));
  expect(host.told.at(-1)!.body).toMatchObject({ description: 'Live as v1', target_url: `${new URL(installation.BERTH_URL).origin}/t/acme/apps/${app}/production/deployments/${items[0].id}` });
});

test('berth repo shows the connection without its secrets, and what became of each push', async () => {
  const info = await berth(['repo', 'info', '--app', app]);
  expect(info.stdout).toMatch(/acme\/hooked\.git[^]*main → production[^]*Token: +kept/);
  expect(info.stdout).not.toMatch(/whsec_|token-of-a-test/);
  expect((await berth(['repo', 'deliveries', '--app', app])).stdout).toMatch(/deployed +main +[0-9a-f]{9} +1 in production +success/);
});
