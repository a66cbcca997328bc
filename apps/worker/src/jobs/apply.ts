import { labels, releaseNumber } from '@berth/k8s-adapter';
import type { LivePod } from '../clusters/live-types.js';
import { WakeUp } from '../clusters/wake-up.js';
import { checkFence } from '../leases/lease.js';
import { reconcileEnvironment } from '../reconcile/reconcile-environment.js';
import type { Step, StepResult } from '../steps/run-steps.js';
import { askCluster } from './ask-cluster.js';
import type { CheckRecord } from './check-release.js';
import { failed } from './deployment-failure.js';
import type { DeploymentRun } from './deployment-run.js';
import { stepOf } from './step-of.js';
import { takeAway } from './take-away-candidate.js';

/** Longer than the cluster takes to tell pods that they have to go. */
const goneMs = 15_000;

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
  await untilGone(run);
}

/** Pods that were kept from requests get none at their end either: what keeps them from these ends with the deployment. */
async function untilGone({ deps, rows, opened, lease }: DeploymentRun): Promise<void> {
  const { check } = await deps.db.deployment.findUniqueOrThrow({ where: { id: rows.id }, select: { check: true } });
  if (((check as CheckRecord | null)?.servedBy ?? null) === null) return;
  const signal = AbortSignal.any([lease.lost, deps.stopping]);
  const until = performance.now() + goneMs;
  const wakeUp = new WakeUp(opened.view, rows.environmentId);
  const stands = (pod: LivePod): boolean => !pod.metadata?.deletionTimestamp && releaseNumber(pod.metadata?.labels?.[labels.release]) === rows.release?.version;
  try {
    while (performance.now() < until && opened.view.pods(rows.environmentId).some(stands)) await wakeUp.next(1_000, signal);
  } finally {
    wakeUp.stop();
  }
}

async function setTarget(run: DeploymentRun, targetReleaseId: string | null): Promise<void> {
  await run.deps.db.$transaction(async (tx) => {
    await checkFence(tx, run.lease);
    await tx.environment.update({ where: { id: run.rows.environmentId }, data: { targetReleaseId } });
  });
}
