import type { Tx } from '@berth/db';
import { Problem, roleAtLeast, type Role } from '@berth/domain';
import type { TenantActor } from '../account/actor.js';
import { notFound } from '../http/not-found.js';
import { lockTenant } from '../tenants/lock-tenant.js';

/** A member whom the caller may change, with the tenant locked. Throws not-found, or role-missing for one who stands higher. */
export async function findMember(tx: Tx, actor: TenantActor, userId: string) {
  await lockTenant(tx, actor.tenant);
  const member = await tx.member.findUnique({ where: { tenantId_userId: { tenantId: actor.tenant.id, userId } }, include: { user: { select: { email: true, name: true } } } });
  if (!member) throw notFound();
  const role = member.role as Role;
  if (!roleAtLeast(actor.role, role)) throw new Problem('role-missing', `Only an ${role} can change an ${role}; you are ${actor.role}.`);
  return { ...member, role };
}

/** A tenant keeps at least one owner. Throws wrong-state. */
export async function requireAnotherOwner(tx: Tx, tenantId: string, userId: string): Promise<void> {
  const others = await tx.member.count({ where: { tenantId, role: 'owner', userId: { not: userId } } });
  if (others === 0) throw new Problem('wrong-state', 'This is the only owner of the tenant.', { remedy: 'Make another member an owner first.' });
}
