import { Problem, roleAtLeast } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import type { TenantActor } from '../account/actor.js';
import { Database } from '../database.js';
import type { Answer, BodyOf } from '../http/operation.js';
import { findMember, requireAnotherOwner } from './find-member.js';

/** Changes a role, within the caller's own. */
@Injectable()
export class ChangeMember {
  constructor(private readonly database: Database) {}

  run(actor: TenantActor, userId: string, { role }: BodyOf<'changeMember'>): Promise<Answer<'changeMember'>> {
    return this.database.write(async (tx) => {
      const member = await findMember(tx, actor, userId);
      if (!roleAtLeast(actor.role, role)) throw new Problem('role-missing', `Only an ${role} can make an ${role}; you are ${actor.role}.`);
      if (member.role === 'owner' && role !== 'owner') await requireAnotherOwner(tx, actor.tenant.id, userId);
      await tx.member.update({ where: { tenantId_userId: { tenantId: actor.tenant.id, userId } }, data: { role } });
      return { userId, email: member.user.email, name: member.user.name, role, createdAt: member.createdAt.toISOString() };
    });
  }
}
