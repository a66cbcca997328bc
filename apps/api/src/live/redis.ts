import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Redis } from 'ioredis';
import { Env } from '../env.js';

/** Redis, which may be down or emptied at any moment: commands fail at once instead of waiting for it. */
@Injectable()
export class LiveRedis implements OnApplicationShutdown {
  readonly commands: Redis;
  private readonly connections = new Set<Redis>();

  constructor(private readonly env: Env) {
    this.commands = this.connect({ enableOfflineQueue: false, maxRetriesPerRequest: 0 });
  }

  /** A connection of its own, for subscriptions and blocking reads; it reconnects for ever. */
  connection(): Redis {
    return this.connect({ maxRetriesPerRequest: null });
  }

  /** Ends a connection that `connection` gave. */
  release(connection: Redis): void {
    this.connections.delete(connection);
    connection.disconnect();
  }

  private connect(options: { enableOfflineQueue?: boolean; maxRetriesPerRequest: number | null }): Redis {
    const redis = new Redis(this.env.redisUrl, { ...options, connectTimeout: 3_000, retryStrategy: (attempt) => Math.min(attempt * 100, 2_000) });
    redis.on('error', () => undefined); // reported by what needed it; `ready` asks by itself
    this.connections.add(redis);
    return redis;
  }

  onApplicationShutdown(): void {
    for (const connection of this.connections) connection.disconnect();
  }
}
