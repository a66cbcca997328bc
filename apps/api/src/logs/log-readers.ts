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
  /** Settled once it is known where to read on: what is written from then on reaches every listener. */
  readonly positioned: Promise<void>;
  private readonly connection: Redis;
  private readonly heartbeat: NodeJS.Timeout;
  private stopped = false;
  private last = '0-0';

  constructor(
    private readonly redis: LiveRedis,
    private readonly installation: string,
    private readonly environmentId: string,
  ) {
    this.connection = redis.connection();
    this.positioned = this.beat().then(() => this.findEnd());
    this.positioned.then(
      () => void this.follow(),
      () => undefined, // told to who watches
    );
    this.heartbeat = setInterval(() => void this.beat().catch(() => undefined), heartbeatMs); // Redis down: the next beat tries again
  }

  private async beat(): Promise<void> {
    await this.redis.commands
      .multi()
      .set(redisNames.logViewers(this.installation, this.environmentId), '1', 'EX', viewerSeconds)
      .publish(redisNames.logWanted(this.installation), this.environmentId)
      .exec();
  }

  private async findEnd(): Promise<void> {
    const [newest] = await this.redis.commands.xrevrange(redisNames.logs(this.installation, this.environmentId), '+', '-', 'COUNT', 1);
    this.last = newest?.[0] ?? '0-0';
  }

  private async follow(): Promise<void> {
    const key = redisNames.logs(this.installation, this.environmentId);
    while (!this.stopped) {
      try {
        const answer = await this.connection.xread('COUNT', entriesAtOnce, 'BLOCK', blockMs, 'STREAMS', key, this.last);
        const entries = (answer?.[0]?.[1] ?? []) as [string, string[]][];
        this.last = entries.at(-1)?.[0] ?? this.last;
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
      await watched.positioned;
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
