import { checkFence } from '../leases/lease.js';
import { reconcileEnvironment } from '../reconcile/reconcile-environment.js';
import type { Step, StepResult } from '../steps/run-steps.js';
import { askCluster } from './ask-cluster.js';
import { failed } from './deployment-failure.js';
import type { DeploymentRun } from './deployment-run.js';
import { stepOf } from './step-of.js';
import { whileReachable } from './while-reachable.js';

/** How long an undo waits for a cluster that does not answer, before it is left to the reconciler. */
const undoPatienceMs = 20_000;

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
  const { deps, rows } = run;
  const { liveReleaseId } = await deps.db.environment.findUniqueOrThrow({ where: { id: rows.environmentId }, select: { liveReleaseId: true } });
  await setTarget(run, liveReleaseId);
  deps.wakeReconciler(rows.environmentId); // goes on with it should this not succeed
  const signal = AbortSignal.any([run.lease.lost, deps.stopping]);
  await whileReachable({ signal, patienceMs: undoPatienceMs, onWait: async () => {} }, () => reconcileEnvironment(deps, rows.environmentId));
}

async function setTarget(run: DeploymentRun, releaseId: string | null): Promise<void> {
  await run.deps.db.$transaction(async (tx) => {
    await checkFence(tx, run.lease);
    await tx.environment.update({ where: { id: run.rows.environmentId }, data: { targetReleaseId: releaseId } });
  });
}
