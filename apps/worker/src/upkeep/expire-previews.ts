import { recordEvent, startEnvironmentDeletion, type Tx } from '@berth/db';
import type { WorkerDeps } from '../worker-deps.js';

interface Due {
  id: string;
  tenantId: string;
  appId: string;
  slug: string;
  branch: string;
  expiresAt: Date;
}

/** Previews that one look takes at most. */
const batch = 100;

/** Removes previews whose time is over, and announces once that one soon will be. One with a deployment under way stays until that has ended. */
export async function expirePreviews({ db, log }: Pick<WorkerDeps, 'db' | 'log'>): Promise<void> {
  const warned = await db.$transaction(warn);
  const expired = await db.$transaction(expire);
  if (warned + expired > 0) log.info({ warned, expired }, 'previews looked at');
}

/** A day before the end, or when a quarter of the time is left where that is shorter. */
async function warn(tx: Tx): Promise<number> {
  const due = await tx.$queryRaw<Due[]>`
    SELECT e.id, e."tenantId", e."appId", e.slug, e.branch, e."expiresAt" FROM environment e JOIN app a ON a.id = e."appId"
    WHERE e.kind = 'preview' AND e.state = 'active' AND a.state = 'active' AND e."expiryWarnedAt" IS NULL
      AND e."expiresAt" <= (now() AT TIME ZONE 'UTC') + least(interval '1 day', make_interval(secs => coalesce((a.previews ->> 'ttlSeconds')::double precision, 604800) / 4))
    LIMIT ${batch} FOR UPDATE OF e SKIP LOCKED`;
  for (const { id, tenantId, appId, slug, branch, expiresAt } of due) {
    await tx.environment.update({ where: { id }, data: { expiryWarnedAt: new Date() } });
    await recordEvent(tx, { tenantId, appId, environmentId: id }, 'preview.expiring', { environment: slug, branch, expiresAt: expiresAt.toISOString() });
  }
  return due.length;
}

async function expire(tx: Tx): Promise<number> {
  const due = await tx.$queryRaw<Due[]>`
    SELECT e.id, e."tenantId", e."appId", e.slug, e.branch, e."expiresAt" FROM environment e JOIN app a ON a.id = e."appId"
    WHERE e.kind = 'preview' AND e.state = 'active' AND a.state = 'active' AND e."expiresAt" <= (now() AT TIME ZONE 'UTC')
      AND NOT EXISTS (SELECT 1 FROM deployment d WHERE d."environmentId" = e.id AND d.state IN ('queued', 'running'))
    LIMIT ${batch} FOR UPDATE OF e SKIP LOCKED`;
  for (const { id, tenantId, appId, slug, branch } of due) {
    await recordEvent(tx, { tenantId, appId, environmentId: id }, 'preview.expired', { environment: slug, branch });
    await startEnvironmentDeletion(tx, { tenantId, environmentId: id });
  }
  return due.length;
}
