import { buildNamespace, tenantNamespace } from '@berth/k8s-adapter';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OpenedCluster } from '../clusters/cluster-pool.js';
import type { Lease } from '../leases/lease.js';
import { removeRepository } from '../registry/remove-repository.js';
import type { WorkerDeps } from '../worker-deps.js';
import { waitForLease } from './wait-for-lease.js';

/** How long one run waits for the namespaces; the sweeper asks again after it. */
const namespacesMs = 120_000;

/** Removes a tenant whose row says `deleting`: both namespaces with all that is in them, its images and sources, then its rows. */
export async function deleteTenant(deps: WorkerDeps, payload: { tenantId: string }): Promise<void> {
  await deps.locks.tryHold(`tenant:${payload.tenantId}`, () => deleteUnderLock(deps, payload.tenantId));
}

async function deleteUnderLock(deps: WorkerDeps, tenantId: string): Promise<void> {
  const { db, env, log } = deps;
  const tenant = await db.tenant.findFirst({ where: { id: tenantId, state: 'deleting' }, include: { apps: { include: { environments: { select: { id: true } } } } } });
  if (!tenant) return;
  const opened = await deps.clusters.open(tenant.clusterId);
  const leases: Lease[] = [];
  try {
    for (const environment of tenant.apps.flatMap((app) => app.environments)) {
      const lease = await waitForLease(deps, environment.id);
      if (!lease) return;
      leases.push(lease);
    }
    const namespaces = [tenantNamespace(env.namespacePrefix, tenant.slug), buildNamespace(env.namespacePrefix, tenant.slug)];
    if (!(await removeNamespaces(deps, opened, namespaces))) return;
    const path = `${env.namespacePrefix}/${tenant.slug}`;
    await removeRepository(opened, env.namespacePrefix, `${path}/source`, await sourceDigests(deps, tenantId));
    for (const app of tenant.apps) {
      const builds = await db.build.findMany({ where: { appId: app.id, imageDigest: { not: null } }, select: { imageDigest: true } });
      await removeRepository(opened, env.namespacePrefix, `${path}/${app.slug}`, builds.map((build) => build.imageDigest!));
    }
    await db.$transaction(async (tx) => {
      await tx.tombstone.create({ data: { tenantId, tenantSlug: tenant.slug, clusterId: tenant.clusterId, kind: 'tenant', objectId: tenantId, doneAt: new Date() } });
      await tx.event.deleteMany({ where: { tenantId } });
      await tx.tenant.delete({ where: { id: tenantId } });
    });
    log.info({ tenantId }, 'tenant deleted');
  } finally {
    for (const lease of leases) await lease.release();
  }
}

async function sourceDigests(deps: WorkerDeps, tenantId: string): Promise<string[]> {
  const sources = await deps.db.source.findMany({ where: { tenantId }, select: { manifestDigest: true } });
  return sources.map((source) => source.manifestDigest);
}

async function removeNamespaces(deps: WorkerDeps, opened: OpenedCluster, names: readonly string[]): Promise<boolean> {
  for (const name of names) {
    if (await opened.cluster.read({ kind: 'Namespace', name })) await opened.cluster.remove({ kind: 'Namespace', name });
  }
  const until = performance.now() + namespacesMs;
  for (;;) {
    const left = await Promise.all(names.map((name) => opened.cluster.read({ kind: 'Namespace', name })));
    if (left.every((namespace) => namespace === null)) return true;
    if (performance.now() > until) return false;
    await sleep(500, undefined, { signal: deps.stopping });
  }
}
