import { Redis } from 'ioredis';
import type { Logger } from 'pino';

/** Milliseconds before the n-th reconnection. */
const pause = (attempt: number): number => Math.min(100 * 2 ** Math.min(attempt, 6), 2_000);

/** A connection for plain commands: they fail at once while Redis is down, because everything here can be asked for again. */
export function connectRedis(url: string, log: Logger): Redis {
  const redis = new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 1, retryStrategy: pause });
  report(redis, log);
  return redis;
}

/** A connection that waits for Redis: for blocking reads and subscriptions, and as BullMQ's workers want it. */
export function connectPatiently(url: string, log: Logger): Redis {
  const redis = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: pause });
  report(redis, log);
  return redis;
}

function report(redis: Redis, log: Logger): void {
  let down = false;
  redis.on('error', (error: Error) => {
    if (!down) log.warn({ error: error.message }, 'Redis does not answer; trying again');
    down = true;
  });
  redis.on('ready', () => {
    if (down) log.info('Redis answers again');
    down = false;
  });
}
