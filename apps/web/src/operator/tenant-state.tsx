import type { Tenant } from '../api/types.ts';
import type { StateView } from '../state/state-map.ts';

/** A tenant's state as flag and words. */
export const tenantViews: Record<Tenant['state'], StateView> = {
  provisioning: { flag: 'run', tone: 'sea', words: 'Setting up' },
  active: { flag: 'live', tone: 'live', words: 'Active' },
  suspended: { flag: 'low', tone: 'idle', words: 'Suspended' },
  deleting: { flag: 'none', tone: 'idle', words: 'Deleting' },
};
