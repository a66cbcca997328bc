import { recordEvent, type Db, type Tx } from '@berth/db';
import type { DeploymentState } from '@berth/domain';
import { z } from 'zod';
import { checkFence, type Lease } from '../leases/lease.js';

interface Waiting {
  running: string | null;
  /** The first of those that wait and that nothing newer supersedes; null while its tenant may run nothing. */
  next: string | null;
  about: { tenantId: string; appId: string; environmentId: string };
  liveReleaseId: string | null;
}

/** As much of an input as its turn depends on: one that cannot be read whole must not keep the others from theirs. */
const turnSchema = z.object({ kind: z.string(), keepConfig: z.boolean().optional(), processes: z.array(z.unknown()).optional() });

interface Queued {
  id: string;
  number: number;
  cause: string;
  input: z.infer<typeof turnSchema>;
}

/**
 * Ends what needs no turn: waiting deployments that were cancelled, that a newer one supersedes, or whose app is being
 * deleted. Locks the environment's row, so that it can be done while another worker holds the lease.
 */
export async function settleWaiting(tx: Tx, environmentId: string): Promise<Waiting | null> {
  await tx.$queryRaw`SELECT id FROM environment WHERE id = ${environmentId} FOR UPDATE`;
  const environment = await tx.environment.findUnique({ where: { id: environmentId }, include: { app: { include: { tenant: true } } } });
  if (!environment) return null;
  const open = await tx.deployment.findMany({
    where: { environmentId, state: { in: ['queued', 'running'] } },
    orderBy: { number: 'asc' },
    select: { id: true, state: true, number: true, cause: true, input: true, cancelRequestedAt: true },
  });
  const about = { tenantId: environment.tenantId, appId: environment.appId, environmentId };
  const end = (id: string, state: DeploymentState, message: string): Promise<void> => endWaiting(tx, { ...about, deploymentId: id }, state, message);
  const goingAway = environment.app.state !== 'active' || environment.state !== 'active' || environment.app.tenant.state === 'deleting';
  const waiting: Queued[] = [];
  for (const deployment of open.filter((one) => one.state === 'queued')) {
    if (deployment.cancelRequestedAt) await end(deployment.id, 'cancelled', 'cancelled before it started');
    else if (goingAway) await end(deployment.id, 'cancelled', 'the app is being deleted');
    else waiting.push({ ...deployment, input: turnSchema.safeParse(deployment.input).data ?? { kind: 'unknown' } });
  }
  let next: string | null = null;
  for (const [at, one] of waiting.entries()) {
    const newer = waiting.slice(at + 1).findLast((other) => supersedes(other, one));
    if (newer) await end(one.id, 'superseded', `deployment ${newer.number} came after it`);
    else next ??= one.id;
  }
  const mayRun = environment.app.tenant.state === 'active';
  return { running: open.find((one) => one.state === 'running')?.id ?? null, next: mayRun ? next : null, about, liveReleaseId: environment.liveReleaseId };
}

/**
 * Whether a waiting deployment is needless because of a newer one. One that only renews what serves then (new config, a
 * restart, other settings) waits for the code or settings that an older one brings: they go live, with the newest config,
 * and it comes after them. A rollback that restores its config would undo a config change that came after it; one that
 * Berth makes by itself leads away from what is broken: the change comes on top of it.
 */
function supersedes(newer: Queued, older: Queued): boolean {
  if (newer.input.kind === 'unknown') return false;
  if (newer.input.kind !== 'current') return true;
  if (older.input.kind === 'release') return newer.cause === 'config' && !older.input.keepConfig && older.cause !== 'automatic';
  return older.input.kind === 'current' && older.input.processes === undefined;
}

/**
 * The deployment of the leased environment that comes next: the one that is running (its worker is gone), else the first
 * that waits and is not superseded. Marks it as running and returns its id, or null when nothing may run now.
 */
export async function takeNextDeployment(db: Db, lease: Lease, perTenant: number): Promise<string | null> {
  return db.$transaction(async (tx) => {
    await checkFence(tx, lease);
    const waiting = await settleWaiting(tx, lease.environmentId);
    if (!waiting) return null;
    if (waiting.running !== null) {
      await tx.deployment.update({ where: { id: waiting.running }, data: { attempt: { increment: 1 } } });
      return waiting.running;
    }
    const { next, about } = waiting;
    if (next === null || (await tenantIsBusy(tx, about.tenantId, perTenant))) return null;
    await tx.deployment.update({
      where: { id: next },
      data: { state: 'running', startedAt: new Date(), attempt: { increment: 1 }, previousReleaseId: waiting.liveReleaseId },
    });
    await recordEvent(tx, { ...about, deploymentId: next }, 'deployment.state', { deploymentId: next, state: 'running', release: null, message: null });
    return next;
  });
}

/**
 * One tenant's burst leaves room for the others; what waits is taken when one of its own ends. One that only watches a
 * stage, for hours perhaps, keeps nobody waiting.
 */
async function tenantIsBusy(tx: Tx, tenantId: string, perTenant: number): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ busy: bigint }[]>`SELECT count(*) AS busy FROM deployment WHERE "tenantId" = ${tenantId} AND state = 'running' AND rollout ->> 'phase' IS DISTINCT FROM 'holding'`;
  return row!.busy >= perTenant;
}

async function endWaiting(tx: Tx, about: { tenantId: string; appId: string; environmentId: string; deploymentId: string }, state: DeploymentState, message: string): Promise<void> {
  await tx.deployment.update({ where: { id: about.deploymentId }, data: { state, finishedAt: new Date() } });
  await recordEvent(tx, about, 'deployment.state', { deploymentId: about.deploymentId, state, release: null, message });
}
