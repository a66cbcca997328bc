import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '@berth/db';
import { BuildCancelled } from './build-failed.js';
import type { BuildRow } from './build-rows.js';
import type { BuildSettings } from './build-settings.js';

const pauseMs = 250;

interface Candidate {
  id: string;
  tenantId: string;
  state: string;
}

/** Which waiting builds may start: the oldest first, no tenant more than its share, all together no more than the cluster's. */
export function admitted(builds: readonly Candidate[], { perCluster, perTenant }: Pick<BuildSettings, 'perCluster' | 'perTenant'>): Set<string> {
  const ofTenant = new Map<string, number>();
  const count = (tenantId: string): void => void ofTenant.set(tenantId, (ofTenant.get(tenantId) ?? 0) + 1);
  const running = builds.filter((build) => build.state === 'running');
  running.forEach((build) => count(build.tenantId));
  const chosen = new Set<string>();
  for (const build of builds) {
    if (running.length + chosen.size >= perCluster) break;
    if (build.state !== 'queued' || (ofTenant.get(build.tenantId) ?? 0) >= perTenant) continue;
    count(build.tenantId);
    chosen.add(build.id);
  }
  return chosen;
}

/**
 * Waits until the build may run and marks it running. All workers ask the same rows under one lock per cluster. Returns
 * at once for a build that runs already: it is being taken over. Throws BuildCancelled, or the signal's reason.
 */
export async function takeBuildSlot(db: Db, build: BuildRow, settings: BuildSettings, signal: AbortSignal, onWait: () => void): Promise<void> {
  const { clusterId } = build.app.tenant;
  for (;;) {
    signal.throwIfAborted();
    const taken = await db.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`build-slots:${clusterId}`}, 0))`;
      const builds = await tx.$queryRaw<Candidate[]>`
        SELECT b.id, b."tenantId", b.state FROM build b
        JOIN tenant t ON t.id = b."tenantId"
        WHERE t."clusterId" = ${clusterId} AND b.state IN ('queued', 'running')
          AND EXISTS (SELECT 1 FROM deployment d WHERE d."buildId" = b.id AND d.state IN ('queued', 'running'))
        ORDER BY b."createdAt", b.id`;
      const own = builds.find((candidate) => candidate.id === build.id);
      if (!own) throw new BuildCancelled();
      if (own.state === 'running') return true;
      if (!admitted(builds, settings).has(build.id)) return false;
      const { count } = await tx.build.updateMany({ where: { id: build.id, state: 'queued' }, data: { state: 'running', startedAt: new Date() } });
      if (count === 0) throw new BuildCancelled();
      return true;
    });
    if (taken) return;
    onWait();
    await sleep(pauseMs + Math.random() * pauseMs, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}
