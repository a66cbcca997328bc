import { recordEvent, type Tx } from '@berth/db';
import { partsOfRepositoryUrl, Problem, providerOf, type RepositoryProvider } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { TenantActor } from '../account/actor.js';
import { lockEnvironment, requireStanding } from '../apps/environment-key.js';
import { Database } from '../database.js';
import { invalidField } from '../http/invalid-input.js';
import { notFound } from '../http/not-found.js';
import type { Answer, BodyOf } from '../http/operation.js';
import { isUniqueViolation } from '../http/unique-violation.js';
import { requireActive } from '../tenants/tenant-accepts.js';
import { GetRepository } from './get-repository.js';
import { ReachHost } from './reach-host.js';
import { SealRepository } from './seal-repository.js';
import { newWebhookSecret } from './verify-message.js';

type Body = BodyOf<'connectRepository'>;

/** Connects an app to a repository at GitHub or GitLab, whose pushes are deployed from then on. */
@Injectable()
export class ConnectRepository {
  constructor(
    private readonly database: Database,
    private readonly hosts: ReachHost,
    private readonly sealing: SealRepository,
    private readonly getRepository: GetRepository,
  ) {}

  async run(actor: TenantActor, app: string, body: Body): Promise<Answer<'connectRepository'>> {
    const known = await this.database.prisma.app.findFirst({ where: { tenantId: actor.tenant.id, slug: app }, select: { id: true } });
    if (!known) throw notFound();
    const { hostname, host, port } = partsOfRepositoryUrl(body.url);
    const provider = body.provider ?? providerOf(hostname);
    if (provider === null) throw invalidField('/body/provider', `is needed: ${host} may be GitHub or GitLab`);
    await this.hosts.addresses(hostname, port).catch((error: unknown) => {
      throw error instanceof Problem ? invalidField('/body/url', `cannot be used: ${error.message.replace(/\.$/, '')}`) : error;
    });
    const secret = await this.database
      .write((tx) => this.insert(tx, actor, app, provider, body))
      .catch((error: unknown) => {
        throw isUniqueViolation(error) ? new Problem('wrong-state', 'The app is connected to a repository already.', { remedy: 'Disconnect it first: berth repo disconnect' }) : error;
      });
    return { repository: await this.getRepository.run(actor.tenant.id, app), secret };
  }

  private async insert(tx: Tx, actor: TenantActor, app: string, provider: RepositoryProvider, { url, branch, environment, token }: Body): Promise<string> {
    const tenantId = actor.tenant.id;
    const target = await lockEnvironment(tx, tenantId, { app, environment });
    requireActive(actor.tenant.state);
    requireStanding(target);
    const owner = { id: randomUUID(), tenantId };
    const secret = newWebhookSecret();
    await tx.repository.create({
      data: { ...owner, appId: target.appId, provider, url, rules: [{ branch, environment }], secret: await this.sealing.seal(tx, owner, 'secret', secret), token: token === undefined ? null : await this.sealing.seal(tx, owner, 'token', token), createdBy: actor.email },
    });
    await recordEvent(tx, { tenantId, appId: target.appId, actor: actor.email }, 'repository.connected', { provider, url });
    return secret;
  }
}
