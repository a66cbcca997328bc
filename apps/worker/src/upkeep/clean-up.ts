import type { Db } from '@berth/db';

/** What is kept, in days; `failures` of logins for the length of a day. */
const keep = { outbox: 1, idempotency: 1, loginFailures: 1, events: 30, podLogs: 14, buildLogs: 30 } as const;
/** Kept lines of an environment at most, whatever their age. */
const podLogsPerEnvironment = 200;

/** Removes rows that nobody will ask for any more, and says how many of each. */
export async function cleanUp(db: Db): Promise<Record<string, number>> {
  const before = (days: number): Date => new Date(Date.now() - days * 86_400_000);
  const counts = {
    outbox: (await db.outbox.deleteMany({ where: { sentAt: { lt: before(keep.outbox) } } })).count,
    idempotencyKeys: (await db.idempotencyKey.deleteMany({ where: { createdAt: { lt: before(keep.idempotency) } } })).count,
    loginFailures: (await db.loginFailure.deleteMany({ where: { createdAt: { lt: before(keep.loginFailures) } } })).count,
    deviceLogins: (await db.deviceLogin.deleteMany({ where: { expiresAt: { lt: before(1) } } })).count,
    sessions: (await db.session.deleteMany({ where: { expiresAt: { lt: before(1) } } })).count,
    events: (await db.event.deleteMany({ where: { createdAt: { lt: before(keep.events) } } })).count,
    buildLogs: (await db.buildLogChunk.deleteMany({ where: { createdAt: { lt: before(keep.buildLogs) } } })).count,
    podLogs: (await db.podLog.deleteMany({ where: { createdAt: { lt: before(keep.podLogs) } } })).count,
    podLogsBeyond: await db.$executeRaw`
      DELETE FROM pod_log WHERE id IN (
        SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY "environmentId" ORDER BY "createdAt" DESC) AS place FROM pod_log) AS placed
        WHERE place > ${podLogsPerEnvironment})`,
  };
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}
