import { recordEvent } from '@berth/db';
import { tenantNamespace } from '@berth/k8s-adapter';
import type { WorkerDeps } from '../worker-deps.js';
import { removeWhatRuns } from './remove-what-runs.js';
import { waitForLease } from './wait-for-lease.js';

/**
 * Removes an environment whose row says `deleting`: what runs, then its rows. Its images stay: another environment of the
 * app may run them. A tombstone is left for what comes to light later in the cluster.
 */
export async function deleteEnvironment(deps: WorkerDeps, payload: { tenantId: string; environmentId: string }): Promise<void> {
  await deps.locks.tryHold(`delete-environment:${payload.environmentId}`, () => deleteUnderLock(deps, payload));
}

async function deleteUnderLock(deps: WorkerDeps, { tenantId, environmentId }: { tenantId: string; environmentId: string }): Promise<void> {
  const { db, env, log } = deps;
  const environment = await db.environment.findFirst({ where: { id: environmentId, tenantId, state: 'deleting' }, include: { app: { include: { tenant: true } } } });
  if (!environment) return;
  const { tenant } = environment.app;
  const opened = await deps.clusters.open(tenant.clusterId);
  const namespace = tenantNamespace(env.namespacePrefix, tenant.slug);
  const lease = await waitForLease(deps, environmentId);
  if (!lease) return; // a deployment does not end; the sweeper asks again
  try {
    if (!(await removeWhatRuns(deps, opened.cluster, namespace, environmentId))) return;
    await db.$transaction(async (tx) => {
      await tx.tombstone.create({ data: { tenantId, tenantSlug: tenant.slug, clusterId: tenant.clusterId, kind: 'environment', objectId: environmentId } });
      await recordEvent(tx, { tenantId, appId: environment.appId }, 'environment.deleted', { environment: environment.slug });
      await tx.environment.delete({ where: { id: environmentId } });
    });
    log.info({ environmentId }, 'environment deleted');
  } finally {
    await lease.release();
  }
}
