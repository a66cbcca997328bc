import { Prisma, type Db } from '@berth/db';

/** Rows removed by one statement at most, so that none holds its locks for long. */
const batch = 5_000;
/** Pods of a process whose lines are kept at most, whatever their age: what runs each minute does not push out what crashed. */
const podLogsPerProcess = 200;
/** Runs of a cron process that are kept at most. */
const runsPerCron = 500;
/** What nobody will ask for any more: the column that ages, and the days that a row is kept after it. */
const aged = {
  outbox: { column: 'sentAt', days: 1 },
  idempotency_key: { column: 'createdAt', days: 1 },
  login_failure: { column: 'createdAt', days: 1 },
  device_login: { column: 'expiresAt', days: 1 },
  session: { column: 'expiresAt', days: 1 },
  verification: { column: 'expiresAt', days: 1 },
  /** Its owner sees for a while that it has expired. */
  api_token: { column: 'expiresAt', days: 30 },
  event: { column: 'createdAt', days: 30 },
  build_log_chunk: { column: 'createdAt', days: 30 },
  /** Longer than a provider's message is taken. */
  repository_delivery: { column: 'createdAt', days: 30 },
  run: { column: 'finishedAt', days: 30 },
  cron_run: { column: 'createdAt', days: 30 },
  pod_log: { column: 'createdAt', days: 14 },
} as const;

/** Removes rows that nobody will ask for any more, and says how many of each table. */
export async function cleanUp(db: Db): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const [table, { column, days }] of Object.entries(aged)) counts[table] = await removeAged(db, Prisma.raw(`"${table}"`), Prisma.raw(`"${column}"`), days);
  counts['pod_log beyond'] = await db.$executeRaw`
    DELETE FROM pod_log WHERE id IN (
      SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY "environmentId", process ORDER BY "createdAt" DESC) AS place FROM pod_log) AS placed
      WHERE place > ${podLogsPerProcess})`;
  counts['cron_run beyond'] = await db.$executeRaw`
    DELETE FROM cron_run WHERE id IN (
      SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY "environmentId", cron ORDER BY "createdAt" DESC) AS place FROM cron_run) AS placed
      WHERE place > ${runsPerCron})`;
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

async function removeAged(db: Db, table: Prisma.Sql, column: Prisma.Sql, days: number): Promise<number> {
  let removed = 0;
  for (let last = batch; last === batch; removed += last) {
    last = await db.$executeRaw`DELETE FROM ${table} WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM ${table} WHERE ${column} < (now() AT TIME ZONE 'UTC') - make_interval(days => ${days}) LIMIT ${batch} FOR UPDATE SKIP LOCKED))`;
  }
  return removed;
}
