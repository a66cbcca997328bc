import { checkFence } from '../leases/lease.js';
import { reconcileEnvironment } from '../reconcile/reconcile-environment.js';
import type { Step, StepResult } from '../steps/run-steps.js';
import { askCluster } from './ask-cluster.js';
import { failed } from './deployment-failure.js';
import type { DeploymentRun } from './deployment-run.js';
import { stepOf } from './step-of.js';
import { takeAway } from './take-away-candidate.js';

/** Sets the target release and brings it about; undone by going back to what was verified last. */
export function applyStep(run: DeploymentRun): Step {
  return stepOf(run, 'apply', () => apply(run), () => goBack(run));
}

async function apply(run: DeploymentRun): Promise<StepResult> {
  const { rows } = run;
  await setTarget(run, rows.releaseId);
  const reconciled = await askCluster(run, () => reconcileEnvironment(run.deps, rows.environmentId));
  if (!reconciled?.spec) throw failed('internal', 'The app is being deleted.');
  run.applied = { spec: reconciled.spec, generations: reconciled.generations };
  return { detail: reconciled.writes === 1 ? '1 object written' : `${reconciled.writes} objects written` };
}

async function goBack(run: DeploymentRun): Promise<void> {
  const { liveReleaseId } = await run.deps.db.environment.findUniqueOrThrow({ where: { id: run.rows.environmentId }, select: { liveReleaseId: true } });
  await takeAway(run, { targetReleaseId: liveReleaseId });
}

async function setTarget(run: DeploymentRun, targetReleaseId: string | null): Promise<void> {
  await run.deps.db.$transaction(async (tx) => {
    await checkFence(tx, run.lease);
    await tx.environment.update({ where: { id: run.rows.environmentId }, data: { targetReleaseId } });
  });
}
