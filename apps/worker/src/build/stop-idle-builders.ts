import { ClusterError } from '@berth/k8s-adapter';
import { settingsOf, type BuildDeps } from './build-deps.js';
import { openStates } from './build-rows.js';
import { cancelBuild } from './cancel-build.js';
import { builderRefs, lockBuilder } from './ensure-builder.js';

/** Builds that nobody waits for are ended after so long, in milliseconds. */
const abandonedMs = 60_000;

/** Stops the builders that had no build for a while; their cache stays. Answers how many. Meant to run every minute. */
export async function stopIdleBuilders(deps: BuildDeps): Promise<number> {
  await endAbandonedBuilds(deps);
  const idleSince = new Date(Date.now() - settingsOf(deps).idleSeconds * 1000);
  const idle = await deps.db.builder.findMany({ where: { running: true, lastUsedAt: { lt: idleSince } }, select: { tenantId: true } });
  let stopped = 0;
  for (const { tenantId } of idle) {
    try {
      if (await stopBuilder(deps, tenantId, idleSince)) stopped += 1;
    } catch (error) {
      deps.log.warn({ err: error, tenantId }, 'an idle builder could not be stopped; it is tried again');
    }
  }
  return stopped;
}

async function stopBuilder(deps: BuildDeps, tenantId: string, idleSince: Date): Promise<boolean> {
  return deps.db.$transaction(
    async (tx) => {
      await lockBuilder(tx, tenantId);
      const builder = await tx.builder.findUnique({ where: { tenantId }, include: { tenant: true } });
      if (!builder?.running || builder.lastUsedAt >= idleSince) return false;
      if ((await tx.build.count({ where: { tenantId, state: 'running' } })) > 0) return false;
      const { cluster } = await deps.openCluster(builder.tenant.clusterId);
      for (const ref of builderRefs(deps, builder.tenant)) {
        try {
          await cluster.setReplicas(ref, 0);
        } catch (error) {
          if (!(error instanceof ClusterError && error.code === 'not-found')) throw error; // gone is stopped
        }
      }
      await tx.builder.update({ where: { tenantId }, data: { running: false } });
      return true;
    },
    { timeout: 60_000 },
  );
}

/** Builds whose deployment has ended without them, as after a database that was restored, and once more those that were just cancelled: their runner may not have heard of it. */
async function endAbandonedBuilds(deps: BuildDeps): Promise<void> {
  const ago = (ms: number): Date => new Date(Date.now() - ms);
  const abandoned = await deps.db.build.findMany({
    where: {
      OR: [
        { state: { in: openStates }, createdAt: { lt: ago(abandonedMs) }, deployments: { none: { state: { in: ['queued', 'running'] } } } },
        { state: 'cancelled', startedAt: { not: null }, finishedAt: { gt: ago(2 * abandonedMs) } },
      ],
    },
    select: { id: true },
  });
  for (const { id } of abandoned) {
    try {
      await cancelBuild(deps, id);
    } catch (error) {
      deps.log.warn({ err: error, buildId: id }, 'an abandoned build could not be ended; it is tried again');
    }
  }
}
