import { Problem } from '@berth/domain';
import type { TenantState } from '../account/actor.js';

/** Lets changes to apps through in an active tenant only. Throws tenant-suspended or tenant-not-ready. */
export function requireActive(state: TenantState): void {
  if (state === 'suspended') throw new Problem('tenant-suspended');
  if (state !== 'active') throw new Problem('tenant-not-ready', state === 'deleting' ? 'The tenant is being deleted.' : 'The tenant is still being set up on its cluster.', { retryAfterSeconds: 3 });
}
