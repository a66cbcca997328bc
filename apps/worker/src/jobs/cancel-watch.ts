import type { Db } from '@berth/db';
import { DeploymentCancelled } from './deployment-failure.js';

/** How often a running deployment looks whether someone cancelled it. */
const pollMs = 400;

/** A signal that aborts with DeploymentCancelled soon after someone asked for the deployment's end. */
export function watchCancel(db: Db, deploymentId: string): { signal: AbortSignal; stop(): void } {
  const cancel = new AbortController();
  let asking = false;
  const timer = setInterval(() => {
    if (asking) return;
    asking = true;
    db.deployment
      .findUnique({ where: { id: deploymentId }, select: { cancelRequestedAt: true } })
      .then((row) => {
        if (row?.cancelRequestedAt) cancel.abort(new DeploymentCancelled());
      })
      .catch(() => {}) // the lease is what notices a database that stays away
      .finally(() => (asking = false));
  }, pollMs);
  return { signal: cancel.signal, stop: () => clearInterval(timer) };
}
