import { buildLogChannel, eventsChannel } from '@berth/db';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { Env } from '../env.js';

const reconnectMs = 1_000;
const keepAliveMs = 10_000;
type Wake = () => void;

/**
 * One LISTEN connection for the whole process: who waits for a tenant's events or a build's log is woken. A notice is
 * only a hint to look; after a lost connection everybody is woken once.
 */
@Injectable()
export class PostgresNotices implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly waiting = new Map<string, Set<Wake>>();
  private client: pg.Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(private readonly env: Env) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.connect();
  }

  /** Calls `wake` for each notice about a tenant's events until the returned function is called. */
  onEvents(tenantId: string, wake: Wake): () => void {
    return this.on(`${eventsChannel}:${tenantId}`, wake);
  }

  onBuildLog(buildId: string, wake: Wake): () => void {
    return this.on(`${buildLogChannel}:${buildId}`, wake);
  }

  private on(topic: string, wake: Wake): () => void {
    const wakes = this.waiting.get(topic) ?? new Set<Wake>();
    this.waiting.set(topic, wakes.add(wake));
    return () => {
      wakes.delete(wake);
      if (wakes.size === 0 && this.waiting.get(topic) === wakes) this.waiting.delete(topic);
    };
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.env.databaseUrl, keepAlive: true, connectionTimeoutMillis: 5_000 });
    this.client = client;
    let lost = false;
    const onLost = () => {
      if (lost) return;
      lost = true;
      clearInterval(this.timer);
      client.end().catch(() => undefined);
      if (!this.stopped) setTimeout(() => void this.connect(), reconnectMs).unref();
    };
    client.on('error', onLost).on('end', onLost);
    client.on('notification', ({ channel, payload }) => this.waiting.get(`${channel}:${payload ?? ''}`)?.forEach((wake) => wake()));
    try {
      await client.connect();
      await client.query(`LISTEN ${eventsChannel}; LISTEN ${buildLogChannel}`);
    } catch {
      onLost();
      return;
    }
    this.timer = setInterval(() => client.query('SELECT 1').catch(onLost), keepAliveMs).unref();
    this.waiting.forEach((wakes) => wakes.forEach((wake) => wake()));
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.client?.end();
  }
}
