import { recordEvent } from '@berth/db';
import { Injectable } from '@nestjs/common';
import type { TenantActor } from '../account/actor.js';
import { Database } from '../database.js';
import { repositoryOf } from './repository-view.js';

/** Forgets an app's repository, its secrets and its deliveries. */
@Injectable()
export class DisconnectRepository {
  constructor(private readonly database: Database) {}

  async run(actor: TenantActor, app: string): Promise<void> {
    const tenantId = actor.tenant.id;
    await this.database.write(async (tx) => {
      const { id, appId, url } = await repositoryOf(tx, tenantId, app);
      await tx.repository.delete({ where: { id } });
      await recordEvent(tx, { tenantId, appId, actor: actor.email }, 'repository.disconnected', { url });
    });
  }
}
