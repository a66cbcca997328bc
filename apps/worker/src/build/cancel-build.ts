import type { BuildDeps } from './build-deps.js';
import { jobOf, mostAttempts } from './build-objects.js';
import { endBuild, openStates, readBuild } from './build-rows.js';

/** Ends a build that has not ended: marks it cancelled and deletes its Job, which cancels it at the builder. Throws ClusterError when the cluster does not answer; call again then. */
export async function cancelBuild(deps: BuildDeps, buildId: string): Promise<void> {
  const build = await readBuild(deps.db, buildId);
  if (openStates.includes(build.state)) await endBuild(deps.db, buildId, { state: 'cancelled' });
  else if (build.state !== 'cancelled') return;
  if (build.startedAt === null) return; // it never had a Job
  const { cluster } = await deps.openCluster(build.app.tenant.clusterId);
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) await cluster.remove({ kind: 'Job', ...jobOf(deps, build, attempt) });
}
