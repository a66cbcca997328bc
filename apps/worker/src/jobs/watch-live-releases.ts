import { recordEvent, type Db } from '@berth/db';
import { repeat } from '../queues/repeat.js';
import type { WorkerDeps } from '../worker-deps.js';
import { FailureConfirmation } from './confirm-failure.js';
import { goBackByItself } from './go-back-by-itself.js';
import { lookAtLiveRelease } from './look-at-live-release.js';

const lookMs = 2_000;

/** A deployment whose release is live and watched. */
export interface Watched {
  id: string;
  environmentId: string;
  number: number;
  releaseId: string;
  watchUntil: Date;
}

/**
 * Watches each release for a while after it went live; when it fails, a second deployment goes back to the last release
 * that was live and healthy. Which releases are watched is in rows: any worker goes on with it, and a watch that nobody
 * kept while every worker was away ends with a look, not by the clock alone.
 */
export function watchLiveReleases(deps: WorkerDeps): { close(): Promise<void> } {
  const confirmations = new Map<string, FailureConfirmation>();
  return repeat(lookMs, () => lookAtAll(deps, confirmations), (error) => deps.log.warn({ error }, 'live releases could not be watched; it comes again'));
}

/** A release is not judged while another deployment is at work on its environment. */
const watchedNow = (db: Db): Promise<Watched[]> => db.$queryRaw<Watched[]>`
  SELECT d.id, d."environmentId", d.number, d."releaseId", d."watchUntil"
  FROM deployment d JOIN environment e ON e.id = d."environmentId" AND e."liveReleaseId" = d."releaseId" AND e."targetReleaseId" = d."releaseId" AND e.state = 'active'
    JOIN app a ON a.id = e."appId" AND a.state = 'active' JOIN tenant t ON t.id = a."tenantId" AND t.state = 'active'
  WHERE d.watch = 'watching' AND (e."leaseExpiresAt" IS NULL OR e."leaseExpiresAt" < (now() AT TIME ZONE 'UTC'))`;

async function lookAtAll(deps: WorkerDeps, confirmations: Map<string, FailureConfirmation>): Promise<void> {
  const watched = await watchedNow(deps.db);
  const ids = new Set(watched.map((one) => one.id));
  for (const id of confirmations.keys()) if (!ids.has(id)) confirmations.delete(id);
  await Promise.all(
    watched.map(async (one) => {
      const confirmation = confirmations.get(one.id) ?? new FailureConfirmation();
      confirmations.set(one.id, confirmation);
      try {
        await lookAtOne(deps, one, confirmation);
      } catch (error) {
        deps.log.warn({ error, deploymentId: one.id }, 'a live release could not be looked at; it comes again');
      }
    }),
  );
}

async function lookAtOne(deps: WorkerDeps, one: Watched, confirmation: FailureConfirmation): Promise<void> {
  const look = await lookAtLiveRelease(deps, one, confirmation);
  if (look.found === 'failure') await goBackByItself(deps, one, look.failure);
  else if (look.found === 'nothing' && one.watchUntil.getTime() <= Date.now()) await passed(deps, one);
}

async function passed(deps: WorkerDeps, one: Watched): Promise<void> {
  await deps.db.$transaction(async (tx) => {
    const { count } = await tx.deployment.updateMany({ where: { id: one.id, watch: 'watching' }, data: { watch: 'passed' } });
    if (count === 0) return;
    const { tenantId, appId } = await tx.environment.findUniqueOrThrow({ where: { id: one.environmentId }, select: { tenantId: true, appId: true } });
    await recordEvent(tx, { tenantId, appId, environmentId: one.environmentId, deploymentId: one.id }, 'deployment.watch', { deploymentId: one.id, watch: 'passed', message: null });
  });
}
