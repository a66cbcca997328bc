import { redisNames } from '@berth/domain';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { repeat } from './repeat.js';

const everyMs = 2_000;
const lastsSeconds = 8;

/** Lets the API know that a worker is there. */
export function giveSignOfLife(redis: Redis, installation: string, log: Logger): { close(): Promise<void> } {
  const sign = () => redis.set(redisNames.worker(installation), '1', 'EX', lastsSeconds);
  const failed = (error: Error) => log.debug({ error }, 'Redis takes no sign of life; the next one comes');
  void sign().catch(failed);
  return repeat(everyMs, sign, failed);
}
