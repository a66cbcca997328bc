import { checkFence } from '../leases/lease.js';
import { reconcileEnvironment } from '../reconcile/reconcile-environment.js';
import type { CheckRecord } from './check-release.js';
import type { DeploymentRun } from './deployment-run.js';

/** Changes how the rollout that is under way goes on, and brings that about. False when its app is being deleted. Rejects with a ClusterError. */
export async function adjustRollout(run: DeploymentRun, change: Partial<Pick<CheckRecord, 'maxSurge' | 'surge' | 'standby' | 'together'>>): Promise<boolean> {
  const { deps, lease, rows } = run;
  await deps.db.$transaction(async (tx) => {
    await checkFence(tx, lease);
    const { check } = await tx.deployment.findUniqueOrThrow({ where: { id: rows.id }, select: { check: true } });
    await tx.deployment.update({ where: { id: rows.id }, data: { check: { ...(check as object), ...change } } });
  });
  const reconciled = await reconcileEnvironment(deps, rows.environmentId);
  if (!reconciled?.spec) return false;
  run.applied = { spec: reconciled.spec, generations: reconciled.generations };
  return true;
}
