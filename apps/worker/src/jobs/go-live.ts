import { DeploymentCancelled } from './deployment-failure.js';
import type { DeploymentRun } from './deployment-run.js';

/**
 * The release is what serves: environment, deployment and event in one transaction, under the newest fencing number.
 * Throws DeploymentCancelled when a cancel was accepted before: it and this exclude each other by the environment's lock.
 */
export async function goLive(run: DeploymentRun): Promise<void> {
  const { rows, journal, deps } = run;
  const releaseId = rows.releaseId!;
  await journal.ended('live', null, async (tx) => {
    const { cancelRequestedAt } = await tx.deployment.findUniqueOrThrow({ where: { id: rows.id }, select: { cancelRequestedAt: true } });
    if (cancelRequestedAt) throw new DeploymentCancelled();
    await tx.environment.update({ where: { id: rows.environmentId }, data: { liveReleaseId: releaseId, targetReleaseId: releaseId } });
  });
  deps.wakeReconciler(rows.environmentId);
}
