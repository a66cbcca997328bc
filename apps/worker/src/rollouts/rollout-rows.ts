import { Prisma, type Tx } from '@berth/db';
import { rolloutProgressSchema, type RolloutProgressState } from '@berth/domain';
import { checkFence } from '../leases/lease.js';
import type { DeploymentRun } from '../jobs/deployment-run.js';
import { candidateSchema, type CandidatePlace } from '../reconcile/load-desired.js';
import type { RolloutWish } from './next-move.js';

/** How far the deployment's rollout has come, null before it began, and what people wish of it. */
export async function readRollout(run: DeploymentRun): Promise<{ state: RolloutProgressState | null; wish: RolloutWish }> {
  const { rollout, rolloutPaused, rolloutLeave } = await run.deps.db.deployment.findUniqueOrThrow({ where: { id: run.rows.id }, select: { rollout: true, rolloutPaused: true, rolloutLeave: true } });
  return { state: rolloutProgressSchema.nullable().parse(rollout), wish: { paused: rolloutPaused, leave: rolloutLeave } };
}

/** Keeps how far it has come; with `place`, that the candidate is to stand there, in one transaction. */
export async function writeRollout(run: DeploymentRun, state: RolloutProgressState, place?: CandidatePlace): Promise<void> {
  await run.deps.db.$transaction(async (tx) => {
    await checkFence(tx, run.lease);
    await tx.deployment.update({ where: { id: run.rows.id }, data: { rollout: state } });
    if (place) await tx.environment.update({ where: { id: run.rows.environmentId }, data: { candidateReleaseId: run.rows.releaseId, candidate: place } });
  });
}

/** Where the stages want the candidate. */
export const placeOf = ({ sharing, stages, stage, stablePods, previewHost }: RolloutProgressState): CandidatePlace => ({ pods: stages[stage]!.pods, stablePods, sharing, percent: stages[stage]!.percent, previewHost });

/** Nothing is tried any more: the reconciler takes the candidate away. */
export const withoutCandidate = { candidateReleaseId: null, candidate: Prisma.DbNull } as const;

/** Gives all requests back to the stable pods and leaves the candidate where it is. True when it had some by weight. */
export async function returnRequests(run: DeploymentRun): Promise<boolean> {
  return run.deps.db.$transaction(async (tx: Tx) => {
    await checkFence(tx, run.lease);
    const { candidate } = await tx.environment.findUniqueOrThrow({ where: { id: run.rows.environmentId }, select: { candidate: true } });
    const place = candidateSchema.nullable().parse(candidate);
    if (place?.sharing !== 'weight' || place.percent === 0) return false;
    await tx.environment.update({ where: { id: run.rows.environmentId }, data: { candidate: { ...place, percent: 0 } } });
    return true;
  });
}
