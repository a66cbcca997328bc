import { Injectable } from '@nestjs/common';
import type { TenantActor } from '../account/actor.js';
import { lockForAction, type EnvironmentKey } from '../apps/environment-key.js';
import { Database } from '../database.js';
import { Env } from '../env.js';
import type { DomainView } from './domain-view.js';
import { insertDomain } from './insert-domain.js';
import { ReadDomains } from './read-domains.js';

/** Adds a domain to an environment. */
@Injectable()
export class AddDomain {
  constructor(
    private readonly database: Database,
    private readonly env: Env,
    private readonly domains: ReadDomains,
  ) {}

  async run(actor: TenantActor, key: EnvironmentKey, host: string): Promise<DomainView> {
    await this.database.write(async (tx) => insertDomain(tx, actor, await lockForAction(tx, actor, key), host, this.env.publicUrl));
    return this.domains.one(actor.tenant.id, key, host);
  }
}
