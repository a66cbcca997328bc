import { jobCatalog, type JobName, type JobPayload } from '@berth/domain';
import type { Tx } from './client.js';

/** Name of the Postgres channel on which a committed outbox row is announced. */
export const outboxChannel = 'berth_outbox';

/** Asks for a job within the transaction: either both the rows and the job exist, or neither. */
export async function enqueue<N extends JobName>(tx: Tx, job: N, payload: JobPayload<N>): Promise<void> {
  jobCatalog[job].payload.parse(payload);
  await tx.outbox.create({ data: { job, payload } });
  await tx.$executeRaw`SELECT pg_notify(${outboxChannel}, '')`;
}
