import { Problem, redisNames } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import { Database } from '../database.js';
import { Env } from '../env.js';
import type { Answer } from '../http/operation.js';
import { LiveRedis } from '../live/redis.js';

const timeoutMs = 3_000;
const ping = { name: 'ready', text: 'SELECT 1' };

/** Ready when database and queue answer, whether or not a worker does: what is asked for waits for one. Throws unavailable with what does not. */
@Injectable()
export class CheckReady {
  constructor(
    private readonly database: Database,
    private readonly redis: LiveRedis,
    private readonly env: Env,
  ) {}

  async run(): Promise<Answer<'getReady'>> {
    const [database, queue] = await Promise.all([answers(this.database.rows(ping, [])), answers(this.redis.commands.ping())]);
    const checks = { database, queue };
    const silent = Object.entries(checks).filter(([, state]) => state !== 'ok');
    if (silent.length > 0) throw new Problem('unavailable', silent.map(([name, state]) => `${name}: ${state}`).join('; '));
    const worker = (await this.redis.commands.exists(redisNames.worker(this.env.installationId)).catch(() => 0)) === 1 ? 'ok' : 'does not answer';
    return { status: 'ready', checks: { ...checks, worker } };
  }
}

async function answers(question: Promise<unknown>): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => (timer = setTimeout(resolve, timeoutMs, 'does not answer in time')));
  const answer = question.then(
    () => 'ok',
    () => 'does not answer',
  );
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
