import type { Tx } from '@berth/db';
import type { Budget } from '@berth/domain';
import type { TenantState } from '../account/actor.js';

export interface LockedTenant {
  id: string;
  slug: string;
  state: TenantState;
  budget: Budget;
  clusterId: string;
}

/** Locks a tenant's row until the transaction ends; null when there is none. Lock the tenant before its environments. */
export async function lockTenant(tx: Tx, by: { id: string } | { slug: string }): Promise<LockedTenant | null> {
  const [id, slug] = 'id' in by ? [by.id, null] : [null, by.slug];
  const [tenant] = await tx.$queryRaw<LockedTenant[]>`SELECT id, slug, state, budget, "clusterId" FROM tenant WHERE id = ${id} OR slug = ${slug} FOR UPDATE`;
  return tenant ?? null;
}
