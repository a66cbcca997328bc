import { redisNames } from '@berth/domain';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { setTimeout as sleep } from 'node:timers/promises';
import { Env } from '../env.js';
import { LiveRedis } from '../live/redis.js';
import { logEntryLine, type LogEntryLine } from './log-line.js';

const heartbeatMs = 5_000;
const viewerSeconds = 15;
const blockMs = 5_000;
const entriesAtOnce = 500;

type Listener = (entries: LogEntryLine[]) => void;

/** Reads one environment's stream for all viewers of this process, and tells the workers that somebody watches. */
class LogReader {
  readonly listeners = new Set<Listener>();
  private readonly connection: Redis;
  private readonly heartbeat: NodeJS.Timeout;
  private stopped = false;

  constructor(
    private readonly redis: LiveRedis,
    private readonly installation: string,
    private readonly environmentId: string,
  ) {
    this.connection = redis.connection();
    this.heartbeat = setInterval(() => void this.beat().catch(() => undefined), heartbeatMs); // Redis down: the next beat tries again
  }

  async beat(): Promise<void> {
    await this.redis.commands
      .multi()
      .set(redisNames.logViewers(this.installation, this.environmentId), '1', 'EX', viewerSeconds)
      .publish(redisNames.logWanted(this.installation), this.environmentId)
      .exec();
  }

  async follow(): Promise<void> {
    const key = redisNames.logs(this.installation, this.environmentId);
    let last: string | undefined;
    while (!this.stopped) {
      try {
        last ??= ((await this.connection.xrevrange(key, '+', '-', 'COUNT', 1))[0]?.[0]) ?? '0-0';
        const answer = await this.connection.xread('COUNT', entriesAtOnce, 'BLOCK', blockMs, 'STREAMS', key, last);
        const entries = (answer?.[0]?.[1] ?? []) as [string, string[]][];
        last = entries.at(-1)?.[0] ?? last;
        const lines = entries.map(logEntryLine).filter((entry) => entry !== null);
        if (lines.length > 0) this.listeners.forEach((listen) => listen(lines));
      } catch {
        if (!this.stopped) await sleep(250); // Redis is away; the connection comes back by itself
      }
    }
  }

  stop(): void {
    this.stopped = true;
    clearInterval(this.heartbeat);
    this.redis.release(this.connection);
  }
}

@Injectable()
export class LogReaders implements BeforeApplicationShutdown {
  private readonly readers = new Map<string, LogReader>();

  constructor(
    private readonly redis: LiveRedis,
    private readonly env: Env,
  ) {}

  /** Gives every new entry of the environment to `listen` until the returned function is called. Tells the workers at once. */
  async watch(environmentId: string, listen: Listener): Promise<() => void> {
    let reader = this.readers.get(environmentId);
    if (!reader) {
      reader = new LogReader(this.redis, this.env.installationId, environmentId);
      this.readers.set(environmentId, reader);
      void reader.follow();
    }
    const watched = reader;
    watched.listeners.add(listen);
    const stop = () => {
      watched.listeners.delete(listen);
      if (watched.listeners.size > 0 || this.readers.get(environmentId) !== watched) return;
      this.readers.delete(environmentId);
      watched.stop();
    };
    try {
      await watched.beat();
    } catch (error) {
      stop();
      throw error;
    }
    return stop;
  }

  beforeApplicationShutdown(): void {
    for (const reader of this.readers.values()) reader.stop();
    this.readers.clear();
  }
}
