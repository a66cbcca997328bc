import { extendPreview, recordEvent, type Tx } from '@berth/db';
import { readPreviewSettings } from '@berth/domain';
import { DeploymentCancelled } from './deployment-failure.js';
import { withoutCandidate } from '../rollouts/rollout-rows.js';
import type { DeploymentRun } from './deployment-run.js';

/**
 * The release is what serves: environment, deployment and event in one transaction, under the newest fencing number. Its
 * watch begins in the same transaction, and that of the release before it ends. Throws DeploymentCancelled when a cancel
 * was accepted before: it and this exclude each other by the environment's lock.
 */
export async function goLive(run: DeploymentRun): Promise<void> {
  const { rows, journal, deps } = run;
  const releaseId = rows.releaseId!;
  await journal.ended('live', null, async (tx) => {
    const { cancelRequestedAt } = await tx.deployment.findUniqueOrThrow({ where: { id: rows.id }, select: { cancelRequestedAt: true } });
    if (cancelRequestedAt) throw new DeploymentCancelled();
    const { watchSeconds } = await tx.environment.update({ where: { id: rows.environmentId }, data: { liveReleaseId: releaseId, targetReleaseId: releaseId, ...withoutCandidate }, select: { watchSeconds: true } });
    await endEarlierWatches(tx, run);
    if (rows.environment.kind === 'preview') await extendPreview(tx, rows.environmentId, readPreviewSettings(rows.environment.app.previews));
    const watchMs = watchSeconds === null ? deps.env.watchMs : watchSeconds * 1000;
    if (isWatched(rows) && watchMs > 0) await tx.deployment.update({ where: { id: rows.id }, data: { watch: 'watching', watchUntil: new Date(Date.now() + watchMs) } });
  });
  deps.wakeReconciler(rows.environmentId);
}

/** Not a first release, which has nothing to go back to, nor a return itself. */
const isWatched = ({ cause, previousReleaseId }: DeploymentRun['rows']): boolean => cause !== 'automatic' && previousReleaseId !== null;

async function endEarlierWatches(tx: Tx, { rows }: DeploymentRun): Promise<void> {
  const watched = await tx.deployment.findMany({ where: { environmentId: rows.environmentId, id: { not: rows.id }, watch: 'watching' }, select: { id: true } });
  for (const { id } of watched) {
    await tx.deployment.update({ where: { id }, data: { watch: 'replaced' } });
    await recordEvent(tx, { tenantId: rows.tenantId, appId: rows.environment.appId, environmentId: rows.environmentId, deploymentId: id }, 'deployment.watch', { deploymentId: id, watch: 'replaced', message: null });
  }
}
