import { jobCatalog, redisNames, type JobName, type QueueName } from '@berth/domain';
import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';

export interface Queues {
  /** Adds a hint; a job with this id that still waits or runs swallows it. Rejects at once when Redis is down. */
  add(job: JobName, payload: unknown, jobId: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens every queue of the catalog. Jobs are removed as soon as they end, and are never retried by the queue. */
export function openQueues(connection: Redis, installation: string): Queues {
  const names = [...new Set(Object.values(jobCatalog).map((spec) => spec.queue))] as QueueName[];
  const queues = new Map(names.map((name) => [name, new Queue(name, { connection, prefix: redisNames.queues(installation), skipVersionCheck: true })]));
  for (const queue of queues.values()) queue.on('error', () => {}); // the connection reports its own errors
  return {
    async add(job, payload, jobId) {
      await queues.get(jobCatalog[job].queue)!.add(job, payload, { jobId, attempts: 1, removeOnComplete: true, removeOnFail: true });
    },
    async close() {
      await Promise.all([...queues.values()].map((queue) => queue.close()));
    },
  };
}
