import { Injectable } from '@nestjs/common';
import type { TenantActor } from '../account/actor.js';
import { Database } from '../database.js';
import { findMember, requireAnotherOwner } from './find-member.js';

/** Removes a member; their tokens for this tenant go with them. */
@Injectable()
export class RemoveMember {
  constructor(private readonly database: Database) {}

  run(actor: TenantActor, userId: string): Promise<void> {
    return this.database.write(async (tx) => {
      const member = await findMember(tx, actor, userId);
      if (member.role === 'owner') await requireAnotherOwner(tx, actor.tenant.id, userId);
      await tx.apiToken.deleteMany({ where: { tenantId: actor.tenant.id, userId } });
      await tx.member.delete({ where: { tenantId_userId: { tenantId: actor.tenant.id, userId } } });
    });
  }
}
