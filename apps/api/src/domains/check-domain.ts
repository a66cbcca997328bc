import { Injectable } from '@nestjs/common';
import type { TenantActor } from '../account/actor.js';
import { lockForAction, type EnvironmentKey } from '../apps/environment-key.js';
import { Database } from '../database.js';
import type { DomainView } from './domain-view.js';
import { domainIn } from './domain-in.js';
import { LookForProof } from './look-for-proof.js';
import { ReadDomains } from './read-domains.js';

/** Looks for the proof of a domain now. */
@Injectable()
export class CheckDomain {
  constructor(
    private readonly database: Database,
    private readonly look: LookForProof,
    private readonly domains: ReadDomains,
  ) {}

  async run(actor: TenantActor, key: EnvironmentKey, host: string): Promise<DomainView> {
    const id = await this.database.write(async (tx) => (await domainIn(tx, (await lockForAction(tx, actor, key)).id, host)).id);
    await this.look.run(id);
    return this.domains.one(actor.tenant.id, key, host);
  }
}
