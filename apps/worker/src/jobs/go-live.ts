import type { DeploymentRun } from './deployment-run.js';

/** The release is what serves: environment, deployment and event in one transaction, under the newest fencing number. */
export async function goLive(run: DeploymentRun): Promise<void> {
  const { rows, journal, deps } = run;
  const releaseId = rows.releaseId!;
  await journal.ended('live', null, async (tx) => {
    await tx.environment.update({ where: { id: rows.environmentId }, data: { liveReleaseId: releaseId, targetReleaseId: releaseId } });
  });
  deps.wakeReconciler(rows.environmentId);
}
