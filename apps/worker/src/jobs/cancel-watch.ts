import type { Db } from '@berth/db';
import { DeploymentCancelled } from './deployment-failure.js';

/** How often a running deployment looks whether someone cancelled it. */
const pollMs = 400;

interface Wish {
  cancelRequestedAt: Date | null;
  tenant: string;
}

/** A signal that aborts with DeploymentCancelled soon after someone asked for the deployment's end or suspended its tenant. */
export function watchCancel(db: Db, deploymentId: string): { signal: AbortSignal; stop(): void } {
  const cancel = new AbortController();
  let asking = false;
  const timer = setInterval(() => {
    if (asking) return;
    asking = true;
    db.$queryRaw<Wish[]>`SELECT d."cancelRequestedAt", t.state AS tenant FROM deployment d JOIN tenant t ON t.id = d."tenantId" WHERE d.id = ${deploymentId}`
      .then(([wish]) => {
        if (wish?.cancelRequestedAt) cancel.abort(new DeploymentCancelled());
        else if (wish?.tenant === 'suspended') cancel.abort(new DeploymentCancelled('the tenant was suspended'));
      })
      .catch(() => {}) // the lease is what notices a database that stays away
      .finally(() => (asking = false));
  }, pollMs);
  return { signal: cancel.signal, stop: () => clearInterval(timer) };
}
