import type { Db } from '@berth/db';
import type { JobName } from '@berth/domain';
import type { Logger } from 'pino';
import type { Queues } from '../queues/open-queues.js';
import { repeat } from '../queues/repeat.js';

/** What is younger is on its way through the outbox. */
const settleSeconds = 2;
/** Jobs that one sweep asks for at most. */
const batch = 200;

interface Waiting {
  job: JobName;
  payload: Record<string, string>;
  jobId: string;
}

/**
 * Asks again for everything that is not in a final state and that nobody works on, and says for how much. This is what
 * takes over from a killed worker and after an emptied Redis. Tenants take turns; a job that waits already swallows its
 * second.
 */
export async function sweepOnce(db: Db, queues: Queues): Promise<number> {
  const waiting = [...(await deployments(db)), ...(await tenants(db)), ...(await apps(db)), ...(await environments(db)), ...(await cronRuns(db))];
  for (const { job, payload, jobId } of waiting) await queues.add(job, payload, jobId);
  return waiting.length;
}

async function deployments(db: Db): Promise<Waiting[]> {
  const rows = await db.$queryRaw<{ id: string; tenantId: string; attempt: number }[]>`
    WITH open AS (
      SELECT DISTINCT ON (d."environmentId") d.id, d."tenantId", d.attempt, d."createdAt"
      FROM deployment d JOIN environment e ON e.id = d."environmentId" JOIN tenant t ON t.id = d."tenantId"
      WHERE d.state IN ('queued', 'running') AND t.state <> 'suspended'
        AND (e."leaseExpiresAt" IS NULL OR e."leaseExpiresAt" < (now() AT TIME ZONE 'UTC'))
        AND coalesce(d."cancelRequestedAt", d."createdAt") < (now() AT TIME ZONE 'UTC') - make_interval(secs => ${settleSeconds}::double precision)
      ORDER BY d."environmentId", d.state = 'running' DESC, d.number DESC
    ), turns AS (
      SELECT *, row_number() OVER (PARTITION BY "tenantId" ORDER BY "createdAt") AS turn FROM open
    )
    SELECT id, "tenantId", attempt FROM turns ORDER BY turn, "createdAt" LIMIT ${batch}`;
  return rows.map((row) => ({ job: 'runDeployment', payload: { tenantId: row.tenantId, deploymentId: row.id }, jobId: `sweep-${row.id}-${row.attempt + 1}` }));
}

async function tenants(db: Db): Promise<Waiting[]> {
  const rows = await db.tenant.findMany({
    where: { state: { in: ['provisioning', 'deleting'] }, updatedAt: { lt: new Date(Date.now() - settleSeconds * 1000) } },
    select: { id: true, state: true },
    take: batch,
  });
  return rows.map(({ id, state }) => {
    const job = state === 'deleting' ? 'deleteTenant' : 'provisionTenant';
    return { job, payload: { tenantId: id }, jobId: `sweep-${job}-${id}` };
  });
}

async function apps(db: Db): Promise<Waiting[]> {
  const rows = await db.app.findMany({
    where: { state: 'deleting', tenant: { state: { not: 'deleting' } }, updatedAt: { lt: new Date(Date.now() - settleSeconds * 1000) } },
    select: { id: true, tenantId: true },
    take: batch,
  });
  return rows.map(({ id, tenantId }) => ({ job: 'deleteApp', payload: { tenantId, appId: id }, jobId: `sweep-deleteApp-${id}` }));
}

async function environments(db: Db): Promise<Waiting[]> {
  const rows = await db.environment.findMany({
    where: { state: 'deleting', app: { state: 'active', tenant: { state: { not: 'deleting' } } }, updatedAt: { lt: new Date(Date.now() - settleSeconds * 1000) } },
    select: { id: true, tenantId: true },
    take: batch,
  });
  return rows.map(({ id, tenantId }) => ({ job: 'deleteEnvironment', payload: { tenantId, environmentId: id }, jobId: `sweep-deleteEnvironment-${id}` }));
}

async function cronRuns(db: Db): Promise<Waiting[]> {
  const rows = await db.cronRun.findMany({ where: { state: 'queued', createdAt: { lt: new Date(Date.now() - settleSeconds * 1000) } }, select: { id: true, tenantId: true }, take: batch });
  return rows.map(({ id, tenantId }) => ({ job: 'startCronRun', payload: { tenantId, runId: id }, jobId: `sweep-startCronRun-${id}` }));
}

/** Sweeps every `everyMs`, one sweep at a time. */
export function startSweeper(deps: { db: Db; queues: Queues; log: Logger; everyMs: number }): { close(): Promise<void> } {
  const sweep = async (): Promise<void> => {
    const count = await sweepOnce(deps.db, deps.queues);
    if (count > 0) deps.log.debug({ count }, 'asked again for what waits');
  };
  return repeat(deps.everyMs, sweep, (error) => deps.log.warn({ error: error.message }, 'the sweep failed; it comes again'));
}
