import { Problem, roleAtLeast } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import type { TenantActor } from '../account/actor.js';
import { Database } from '../database.js';
import type { Answer, BodyOf } from '../http/operation.js';
import { lockTenant } from '../tenants/lock-tenant.js';
import { ensureUser } from './ensure-user.js';

/** Adds a member with a role that is at most the caller's own. */
@Injectable()
export class AddMember {
  constructor(private readonly database: Database) {}

  run(actor: TenantActor, { role, ...person }: BodyOf<'addMember'>): Promise<Answer<'addMember'>> {
    if (!roleAtLeast(actor.role, role)) throw new Problem('role-missing', `Only an ${role} can make an ${role}; you are ${actor.role}.`);
    return this.database.write(async (tx) => {
      await lockTenant(tx, actor.tenant);
      const user = await ensureUser(tx, person, '/body');
      const key = { tenantId: actor.tenant.id, userId: user.id };
      if (await tx.member.findUnique({ where: { tenantId_userId: key } })) throw new Problem('name-taken', `${user.email} is a member already.`, { remedy: 'Change the role of the member instead.' });
      const member = await tx.member.create({ data: { ...key, role } });
      return { userId: user.id, email: user.email, name: user.name, role, createdAt: member.createdAt.toISOString() };
    });
  }
}
