import { enqueue, recordEvent } from '@berth/db';
import { Injectable } from '@nestjs/common';
import type { TenantActor } from '../account/actor.js';
import { lockForAction, type EnvironmentKey } from '../apps/environment-key.js';
import { Database } from '../database.js';
import { domainIn } from './domain-in.js';
import { lookAtCertificates } from './look-at-certificates.js';

/** Takes a domain away, with its certificate; the reconciler makes it so. */
@Injectable()
export class RemoveDomain {
  constructor(private readonly database: Database) {}

  async run(actor: TenantActor, key: EnvironmentKey, host: string): Promise<void> {
    const tenantId = actor.tenant.id;
    await this.database.write(async (tx) => {
      const { id: environmentId, appId } = await lockForAction(tx, actor, key);
      const { id, verifiedAt } = await domainIn(tx, environmentId, host);
      if (verifiedAt) await lookAtCertificates(tx, host);
      await tx.domain.delete({ where: { id } });
      await recordEvent(tx, { tenantId, appId, environmentId, actor: actor.email }, 'domain.removed', { host });
      if (verifiedAt) await enqueue(tx, 'reconcileEnvironment', { tenantId, environmentId });
    });
  }
}
