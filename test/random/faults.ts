import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '@berth/db';
import { Redis } from 'ioredis';
import { api, until } from '../real-services/installation.js';
import { startProcess, stopProcess } from '../real-services/processes.js';

/** Kills processes of the installation and starts them again, as a supervisor would. */
export class Faults {
  /** The worker that will kill itself, while it has not. */
  private doomed: ChildProcess | null = null;

  async killWorker(downMs: number): Promise<void> {
    this.doomed = null;
    await stopProcess('worker', 'SIGKILL');
    await sleep(downMs);
    startProcess('worker');
  }

  /** The next deployment that reaches this moment finds its worker killed there; another is started then. */
  async killWorkerAt(point: string): Promise<void> {
    this.doomed = null;
    await stopProcess('worker', 'SIGKILL');
    const worker = startProcess('worker', { BERTH_KILL_AT_STEP: point, BERTH_KILL_MARKER: join(tmpdir(), `berth-kill-${randomUUID()}`) });
    this.doomed = worker;
    worker.once('exit', () => {
      if (this.doomed !== worker) return;
      this.doomed = null;
      startProcess('worker');
    });
  }

  async killApi(): Promise<void> {
    await stopProcess('api', 'SIGKILL');
    startProcess('api');
    await until('the API answers again', 60, async () => ((await api('GET', '/ready')).status === 200 ? true : undefined), 100);
  }

  /** PostgreSQL ends without a checkpoint, as in a crash, and recovers. */
  async crashPostgres(db: Db): Promise<void> {
    await stopProcess('postgres', 'SIGQUIT');
    startProcess('postgres');
    await until('PostgreSQL answers again', 60, async () => ((await db.$queryRaw`SELECT 1`), true), 100);
    await until('the API answers again', 60, async () => ((await api('GET', '/ready')).status === 200 ? true : undefined), 100);
  }

  async emptyRedis(): Promise<void> {
    const redis = new Redis(process.env.TEST_REDIS_URL!);
    await redis.flushdb();
    redis.disconnect();
  }

  /** Leaves an ordinary worker behind. */
  async end(): Promise<void> {
    if (this.doomed) await this.killWorker(0);
  }
}
