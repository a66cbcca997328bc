import { jobCatalog, type JobName, type JobPayload } from '@berth/domain';

export interface JobHandler<N extends JobName = JobName> {
  name: N;
  /** `leaveQueue` may be called once the work is only to wait: it goes on, and keeps no other job of the queue waiting. */
  run(payload: JobPayload<N>, leaveQueue: () => void): Promise<void>;
}

/** A handler whose payload has the type that the catalog gives to `name`. */
export function handler<N extends JobName>(name: N, run: (payload: JobPayload<N>, leaveQueue: () => void) => Promise<void>): JobHandler {
  return { name, run: (payload, leaveQueue) => run(payload as JobPayload<N>, leaveQueue) };
}

/** One handler per job of the catalog. Throws when one is missing or there twice: better at boot than in the queue at night. */
export function registerHandlers(handlers: readonly JobHandler[]): Map<JobName, JobHandler> {
  const byName = new Map<JobName, JobHandler>();
  for (const one of handlers) {
    if (byName.has(one.name)) throw new Error(`two handlers for job ${one.name}`);
    byName.set(one.name, one);
  }
  const missing = Object.keys(jobCatalog).filter((name) => !byName.has(name as JobName));
  if (missing.length > 0) throw new Error(`no handler for: ${missing.join(', ')}`);
  return byName;
}
