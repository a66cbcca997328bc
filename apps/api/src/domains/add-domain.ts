import { recordEvent, type Tx } from '@berth/db';
import { isWithin, mostDomains, Problem } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import type { TenantActor } from '../account/actor.js';
import { lockForAction, type EnvironmentKey } from '../apps/environment-key.js';
import { Database } from '../database.js';
import { Env } from '../env.js';
import { invalidField } from '../http/invalid-input.js';
import type { DomainView } from './domain-view.js';
import { ReadDomains } from './read-domains.js';

/** Adds a domain to an environment. It serves nothing, and keeps nobody else from the host, until it is proven. */
@Injectable()
export class AddDomain {
  constructor(
    private readonly database: Database,
    private readonly env: Env,
    private readonly domains: ReadDomains,
  ) {}

  async run(actor: TenantActor, key: EnvironmentKey, host: string): Promise<DomainView> {
    await this.database.write((tx) => this.insert(tx, actor, key, host));
    return this.domains.one(actor.tenant.id, key, host);
  }

  private async insert(tx: Tx, actor: TenantActor, key: EnvironmentKey, host: string): Promise<void> {
    const tenantId = actor.tenant.id;
    const { id: environmentId, appId, kind } = await lockForAction(tx, actor, key);
    if (kind === 'preview') throw new Problem('wrong-state', 'A preview has no domains of its own: it goes by itself.', { remedy: 'Add the domain to another environment.' });
    const own = await this.installationDomain(tx, host);
    if (own !== undefined) throw invalidField('/body/host', `belongs to this installation: ${own} is its own`);
    const there = await tx.domain.findMany({ where: { environment: { appId } }, select: { name: true, environmentId: true, environment: { select: { slug: true } } } });
    const same = there.find(({ name }) => name === host);
    if (same) throw new Problem('name-taken', `${host} is a domain of the environment ${same.environment.slug} already.`, { remedy: `See \`berth domains list --environment ${same.environment.slug}\`.` });
    if (there.filter((one) => one.environmentId === environmentId).length >= mostDomains) throw new Problem('over-budget', `An environment may have ${mostDomains} domains.`, { remedy: 'Remove one that is not needed: `berth domains remove HOST`.' });
    await tx.domain.create({ data: { tenantId, environmentId, name: host, dueAt: new Date(), createdBy: actor.email } });
    await recordEvent(tx, { tenantId, appId, environmentId, actor: actor.email }, 'domain.added', { host });
  }

  /** The domain of the installation that `host` is within. */
  private async installationDomain(tx: Tx, host: string): Promise<string | undefined> {
    const clusters = await tx.cluster.findMany({ select: { baseDomain: true } });
    return [...clusters.map(({ baseDomain }) => baseDomain), new URL(this.env.publicUrl).hostname].find((domain) => isWithin(host, domain));
  }
}
