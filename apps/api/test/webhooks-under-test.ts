import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { expect, vi } from 'vitest';
import { ApiUnderTest } from './api-under-test.js';
import { BlobStore } from './blob-store.js';
import { GitHost } from './git-host.js';
import type { ProviderMessage } from './provider-messages.js';

const long = { timeout: 90_000, interval: 50 };

/** An API that may fetch from one git host, and a tenant whose apps are connected to repositories there. */
export class WebhooksUnderTest {
  private made = 0;

  private constructor(
    readonly api: ApiUnderTest,
    readonly acme: Awaited<ReturnType<ApiUnderTest['tenant']>>,
    readonly host: GitHost,
    private readonly store: BlobStore,
  ) {}

  static async start(): Promise<WebhooksUnderTest> {
    const [host, store] = [new GitHost(), new BlobStore()];
    await Promise.all([host.start(), store.start()]);
    setDefaultCACertificates([...getCACertificates('default'), host.authority]);
    const api = await ApiUnderTest.start({ registryUrl: store.url, gitAllowedHosts: [host.host], gitPushBytes: 3 * 2 ** 20 });
    return new WebhooksUnderTest(api, await api.tenant('acme'), host, store);
  }

  /** The host answers as usual again. */
  reset(): void {
    Object.assign(this.host, { intercept: undefined, login: undefined, statusAnswer: 201 });
  }

  async stop(): Promise<void> {
    await this.api.stop();
    this.host.stop();
    this.store.stop();
  }

  /** An app that is connected to a repository with one commit. */
  async connected({ provider = 'github', ...more }: { provider?: string; token?: string; branch?: string } = {}) {
    const { api, acme } = this;
    const app = await api.deployedApp(acme, `hooked${(this.made += 1)}`);
    const repository = await this.host.repository(`acme/${app.slug}`);
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
}
