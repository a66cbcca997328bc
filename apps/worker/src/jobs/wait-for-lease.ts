import { setTimeout as sleep } from 'node:timers/promises';
import { randomBytes } from 'node:crypto';
import { acquireLease, type Lease } from '../leases/lease.js';
import type { WorkerDeps } from '../worker-deps.js';

const pauseMs = 500;

/** Ends whatever is deployed to the environment and takes its lease. Null when its holder does not let go within `patienceMs`, or when the environment is gone. */
export async function waitForLease(deps: WorkerDeps, environmentId: string, patienceMs = 60_000): Promise<Lease | null> {
  await deps.db.deployment.updateMany({ where: { environmentId, state: { in: ['queued', 'running'] }, cancelRequestedAt: null }, data: { cancelRequestedAt: new Date() } });
  const until = performance.now() + patienceMs;
  for (;;) {
    deps.stopping.throwIfAborted();
    const lease = await acquireLease(deps, environmentId, `${deps.env.workerId}:${randomBytes(4).toString('hex')}`, deps.env.leaseMs);
    if (lease || performance.now() > until) return lease;
    if ((await deps.db.environment.count({ where: { id: environmentId } })) === 0) return null;
    await sleep(pauseMs, undefined, { signal: deps.stopping }).catch(() => {});
  }
}
