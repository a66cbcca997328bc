import type { Db } from '@berth/db';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { ClusterPool } from './clusters/cluster-pool.js';
import type { EnvironmentLocks } from './reconcile/environment-locks.js';
import type { BuildDeps } from './build/build-deps.js';
import type { WorkerEnv } from './env.js';

/** What the parts of the worker share; made once in start-worker.ts. */
export interface WorkerDeps {
  env: WorkerEnv;
  db: Db;
  /** For plain commands; blocking reads and subscriptions have connections of their own. */
  redis: Redis;
  log: Logger;
  clusters: ClusterPool;
  locks: EnvironmentLocks;
  build: BuildDeps;
  /** Asks for a reconcile of the environment soon. */
  wakeReconciler(environmentId: string): void;
  /** Aborted when the worker is told to stop; its reason is a {@link ShuttingDown}. */
  stopping: AbortSignal;
}

/** The worker was told to stop: work is handed over, nothing is undone. */
export class ShuttingDown extends Error {
  override readonly name = 'ShuttingDown';
  constructor() {
    super('the worker is stopping');
  }
}
