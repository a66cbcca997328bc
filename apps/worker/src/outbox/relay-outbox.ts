import { outboxChannel, type Db } from '@berth/db';
import type { JobName } from '@berth/domain';
import type { Logger } from 'pino';
import type { Queues } from '../queues/open-queues.js';
import { listen } from './listen.js';

const batch = 100;
const pollMs = 1_000;

interface OutboxRow {
  id: bigint;
  job: JobName;
  payload: unknown;
}

/**
 * Moves committed outbox rows to the queue once, and says how many. Rows that another worker is moving are left to it;
 * when Redis refuses, the rows stay.
 */
export async function relayOnce(db: Db, queues: Queues): Promise<number> {
  return db.$transaction(async (tx) => {
    const rows = await tx.$queryRaw<OutboxRow[]>`
      SELECT id, job, payload FROM outbox WHERE "sentAt" IS NULL ORDER BY id LIMIT ${batch} FOR UPDATE SKIP LOCKED`;
    if (rows.length === 0) return 0;
    await Promise.all(rows.map((row) => queues.add(row.job, row.payload, `outbox-${row.id}-1`)));
    await tx.$executeRaw`UPDATE outbox SET "sentAt" = now() AT TIME ZONE 'UTC' WHERE id = ANY(${rows.map((row) => row.id)})`;
    return rows.length;
  });
}

/** Relays on every notice of Postgres, and every second for certainty. */
export function startRelay(deps: { db: Db; databaseUrl: string; queues: Queues; log: Logger }): { close(): Promise<void> } {
  let running: Promise<void> | undefined;
  let again = false;
  let closed = false;
  let failing = false;

  const drain = async (): Promise<void> => {
    do {
      again = false;
      try {
        while (!closed && (await relayOnce(deps.db, deps.queues)) === batch);
        failing = false;
      } catch (error) {
        if (!failing) deps.log.warn({ error: (error as Error).message }, 'outbox rows wait; trying again every second');
        failing = true;
      }
    } while (again && !closed);
  };
  const wake = (): void => {
    if (closed) return;
    again = true;
    running ??= drain().finally(() => (running = undefined));
  };
  const timer = setInterval(wake, pollMs);
  const listener = listen(deps.databaseUrl, outboxChannel, wake, deps.log);
  return {
    async close() {
      closed = true;
      clearInterval(timer);
      await listener.close();
      await running;
    },
  };
}
