import { checkFence } from '../leases/lease.js';
import type { DeploymentRun } from '../jobs/deployment-run.js';
import { moveSleep } from './move-sleep.js';

/** A deployment needs its app awake: what it verifies has to answer. True when it slept. */
export async function wakeForDeployment({ deps, lease, rows }: DeploymentRun): Promise<boolean> {
  return deps.db.$transaction(async (tx) => {
    await checkFence(tx, lease);
    const sleeper = { tenantId: rows.tenantId, appId: rows.environment.appId, environmentId: rows.environmentId };
    await moveSleep(tx, sleeper, { from: ['falling'], to: null });
    return moveSleep(tx, sleeper, { from: ['asleep'], to: 'waking', event: { state: 'waking', reason: 'it is deployed' } });
  });
}
