import { setTimeout as sleep } from 'node:timers/promises';
import { checkFence } from '../leases/lease.js';
import { reconcileEnvironment } from '../reconcile/reconcile-environment.js';
import { returnRequests, withoutCandidate } from '../rollouts/rollout-rows.js';
import { askCluster } from './ask-cluster.js';
import type { DeploymentRun } from './deployment-run.js';
import { ingressDelayMs } from './verify.js';
import { whileReachable } from './while-reachable.js';

/** How long an undo waits for a cluster that does not answer, before it is left to the reconciler. */
const undoPatienceMs = 20_000;

/** Undoes a trial, and where `also` says so what was made the target: requests go back first, then the candidate goes. */
export async function takeAway(run: DeploymentRun, also: { targetReleaseId?: string | null } = {}): Promise<void> {
  const { deps, rows, lease } = run;
  const signal = AbortSignal.any([lease.lost, deps.stopping]);
  const bringAbout = () => whileReachable({ signal, patienceMs: undoPatienceMs, onWait: async () => {} }, () => reconcileEnvironment(deps, rows.environmentId));
  try {
    if (await returnRequests(run)) await bringAbout();
  } finally {
    await deps.db.$transaction(async (tx) => {
      await checkFence(tx, lease);
      await tx.environment.update({ where: { id: rows.environmentId }, data: { ...withoutCandidate, ...also } });
    });
    deps.wakeReconciler(rows.environmentId); // goes on with it should this not succeed
  }
  await bringAbout();
}

/** Once the stable pods are all new: gives them the requests that the candidate had, which the reconciler takes away after the release went live. */
export async function handBack(run: DeploymentRun): Promise<void> {
  if (!(await returnRequests(run))) return;
  await askCluster(run, () => reconcileEnvironment(run.deps, run.rows.environmentId));
  await sleep(ingressDelayMs, undefined, { signal: run.signal }).catch(() => run.signal.throwIfAborted());
}
