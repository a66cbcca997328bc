import { applyAdmission, provisionTenant } from '../reconcile/provision-tenant.js';
import type { WorkerDeps } from '../worker-deps.js';

const tenantsEveryMs = 600_000;
let tenantsAt = 0;

/** Puts right what somebody changed by hand, or what a changed cluster row asks for: policies often, tenants now and then. */
export async function keepWalls(deps: WorkerDeps): Promise<void> {
  for (const { id } of await deps.db.cluster.findMany({ select: { id: true } })) await applyAdmission(deps, await deps.clusters.open(id));
  if (tenantsAt > Date.now() - tenantsEveryMs) return;
  tenantsAt = Date.now();
  const tenants = await deps.db.tenant.findMany({ where: { state: { in: ['active', 'suspended'] } }, select: { id: true } });
  for (const { id } of tenants) await provisionTenant(deps, id);
}
