import { recordEvent, type Db, type Tx } from '@berth/db';
import type { DeploymentState } from '@berth/domain';
import { checkFence, type Lease } from '../leases/lease.js';

/**
 * The deployment of the leased environment that comes next: the one that is running (its worker is gone), else the newest
 * that waits; older waiting ones are superseded by it. Marks it as running and returns its id, or null when nothing may
 * run now.
 */
export async function takeNextDeployment(db: Db, lease: Lease, perTenant: number): Promise<string | null> {
  return db.$transaction(async (tx) => {
    await checkFence(tx, lease);
    const environment = await tx.environment.findUniqueOrThrow({ where: { id: lease.environmentId }, include: { app: { include: { tenant: true } } } });
    const open = await tx.deployment.findMany({
      where: { environmentId: environment.id, state: { in: ['queued', 'running'] } },
      orderBy: { number: 'asc' },
      select: { id: true, state: true, number: true, cancelRequestedAt: true, startedAt: true },
    });
    const about = { tenantId: environment.tenantId, appId: environment.appId, environmentId: environment.id };
    const end = (id: string, state: DeploymentState, message: string): Promise<void> => endWaiting(tx, { ...about, deploymentId: id }, state, message);

    const running = open.find((deployment) => deployment.state === 'running');
    if (running) {
      await tx.deployment.update({ where: { id: running.id }, data: { attempt: { increment: 1 } } });
      return running.id;
    }
    const goingAway = environment.app.state !== 'active' || environment.app.tenant.state === 'deleting';
    const waiting: typeof open = [];
    for (const deployment of open) {
      if (deployment.cancelRequestedAt) await end(deployment.id, 'cancelled', 'cancelled before it started');
      else if (goingAway) await end(deployment.id, 'cancelled', 'the app is being deleted');
      else waiting.push(deployment);
    }
    const next = waiting.pop();
    if (!next || environment.app.tenant.state !== 'active') return null;
    for (const older of waiting) await end(older.id, 'superseded', `deployment ${next.number} came after it`);
    if (await tenantIsBusy(tx, environment.tenantId, perTenant)) return null;
    await tx.deployment.update({
      where: { id: next.id },
      data: { state: 'running', startedAt: new Date(), attempt: { increment: 1 }, previousReleaseId: environment.liveReleaseId },
    });
    await recordEvent(tx, { ...about, deploymentId: next.id }, 'deployment.state', { deploymentId: next.id, state: 'running', release: null, message: null });
    return next.id;
  });
}

/** One tenant's burst leaves room for the others; what waits is taken when one of its own ends. */
async function tenantIsBusy(tx: Tx, tenantId: string, perTenant: number): Promise<boolean> {
  return (await tx.deployment.count({ where: { tenantId, state: 'running' } })) >= perTenant;
}

async function endWaiting(tx: Tx, about: { tenantId: string; appId: string; environmentId: string; deploymentId: string }, state: DeploymentState, message: string): Promise<void> {
  await tx.deployment.update({ where: { id: about.deploymentId }, data: { state, finishedAt: new Date() } });
  await recordEvent(tx, about, 'deployment.state', { deploymentId: about.deploymentId, state, release: null, message });
}
