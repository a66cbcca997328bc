import { recordEvent } from '@berth/db';
import { tenantNamespace } from '@berth/k8s-adapter';
import { cancelBuild } from '../build/index.js';
import type { Lease } from '../leases/lease.js';
import { removeManifests, removeRepository } from '../registry/remove-repository.js';
import type { WorkerDeps } from '../worker-deps.js';
import { removeWhatRuns } from './remove-what-runs.js';
import { waitForLease } from './wait-for-lease.js';

/** After so long a build has ended, whoever follows it, in milliseconds. */
const longestBuildMs = 3_600_000;

/**
 * Removes an app whose row says `deleting`: what runs, its images, then its rows. A tombstone is left, so that whatever
 * comes to light later in the cluster is known to be the remains of something deleted.
 */
export async function deleteApp(deps: WorkerDeps, payload: { tenantId: string; appId: string }): Promise<void> {
  await deps.locks.tryHold(`app:${payload.appId}`, () => deleteUnderLock(deps, payload));
}

async function deleteUnderLock(deps: WorkerDeps, { tenantId, appId }: { tenantId: string; appId: string }): Promise<void> {
  const { db, env, log } = deps;
  const app = await db.app.findFirst({ where: { id: appId, tenantId, state: 'deleting' }, include: { tenant: true, environments: true } });
  if (!app) return;
  const opened = await deps.clusters.open(app.tenant.clusterId);
  const namespace = tenantNamespace(env.namespacePrefix, app.tenant.slug);
  const leases: Lease[] = [];
  try {
    for (const environment of app.environments) {
      const lease = await waitForLease(deps, environment.id);
      if (!lease) return; // a deployment does not end; the sweeper asks again
      leases.push(lease);
      if (app.tenant.state === 'provisioning') continue; // nothing can have been made yet
      if (!(await removeWhatRuns(deps, opened.cluster, namespace, environment.id))) return;
    }
    const mayRun = await db.build.findMany({ where: { appId, state: { in: ['running', 'cancelled'] }, startedAt: { gt: new Date(Date.now() - longestBuildMs) } }, select: { id: true } });
    for (const { id } of mayRun) await cancelBuild(deps.build, id); // one whose worker is gone could still push
    const builds = await db.build.findMany({ where: { appId, imageDigest: { not: null } }, select: { imageDigest: true } });
    await removeRepository(opened, env.namespacePrefix, `${env.namespacePrefix}/${app.tenant.slug}/${app.slug}`, builds.map((build) => build.imageDigest!));
    await removeManifests(opened, env.namespacePrefix, `${env.namespacePrefix}/${app.tenant.slug}/source`, await sourcesOfItsOwn(db, tenantId, appId));
    await db.$transaction(async (tx) => {
      await tx.tombstone.createMany({
        data: [
          { tenantId, tenantSlug: app.tenant.slug, clusterId: app.tenant.clusterId, kind: 'app', objectId: appId },
          ...app.environments.map((environment) => ({ tenantId, tenantSlug: app.tenant.slug, clusterId: app.tenant.clusterId, kind: 'environment', objectId: environment.id })),
        ],
      });
      await recordEvent(tx, { tenantId, appId }, 'app.deleted', { app: app.slug });
      await tx.app.delete({ where: { id: appId } });
    });
    log.info({ appId }, 'app deleted');
  } finally {
    for (const lease of leases) await lease.release();
  }
}

/** Manifests of the app's sources that no other app of the tenant has as well: all share one repository. */
async function sourcesOfItsOwn(db: WorkerDeps['db'], tenantId: string, appId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ manifestDigest: string }[]>`
    SELECT DISTINCT s."manifestDigest" FROM source s WHERE s."appId" = ${appId}
      AND NOT EXISTS (SELECT 1 FROM source other WHERE other."tenantId" = ${tenantId} AND other."appId" <> ${appId} AND other.digest = s.digest)`;
  return rows.map((row) => row.manifestDigest);
}
