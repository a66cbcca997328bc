import { jobCatalog, redisNames, type JobName, type QueueName } from '@berth/domain';
import { Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { JobHandler } from '../register-handlers.js';

export interface JobTaker {
  /** Takes no more jobs and waits for the running ones, those that left their queue included. */
  close(): Promise<void>;
}

/**
 * Takes jobs off every queue of the catalog and gives them to their handlers. A job that fails is logged and removed:
 * what still needs doing is in rows, and the sweeper asks for it again.
 */
export function takeJobs(
  options: { connect: () => Redis; installation: string; concurrency: Record<QueueName, number>; log: Logger },
  handlers: Map<JobName, JobHandler>,
): JobTaker {
  const names = [...new Set(Object.values(jobCatalog).map((spec) => spec.queue))] as QueueName[];
  const connections: Redis[] = [];
  const beside = new Set<Promise<void>>();
  const workers = names.map((queue) => {
    const connection = options.connect();
    connections.push(connection);
    const worker = new Worker(
      queue,
      async (job) => {
        const name = job.name as JobName;
        const spec = jobCatalog[name];
        if (!spec) throw new Error(`unknown job ${job.name}`);
        const left = Promise.withResolvers<'left'>();
        const work = handlers.get(name)!.run(spec.payload.parse(job.data) as never, () => left.resolve('left'));
        if ((await Promise.race([work, left.promise])) !== 'left') return;
        const rest = work.catch((error: unknown) => options.log.warn({ job: name, id: job.id, error }, 'job ended with an error')).finally(() => beside.delete(rest));
        beside.add(rest);
      },
      {
        connection,
        prefix: redisNames.queues(options.installation),
        concurrency: options.concurrency[queue],
        maxStalledCount: 0,
        runRetryDelay: 500, // BullMQ's own 15 s would be the wait after Redis came back
        skipVersionCheck: true,
        removeOnComplete: { count: 0 },
        removeOnFail: { count: 0 },
      },
    );
    // Without Redis the worker waits for it; what was lost there is asked for again by the sweeper.
    worker.on('error', (error) => options.log.debug({ queue, error: error.message }, 'queue'));
    worker.on('failed', (job, error) => options.log.warn({ job: job?.name, id: job?.id, error }, 'job ended with an error'));
    return worker;
  });
  return {
    async close() {
      await Promise.all(workers.map((worker) => worker.close()));
      await Promise.all(beside);
      for (const connection of connections) connection.disconnect();
    },
  };
}
