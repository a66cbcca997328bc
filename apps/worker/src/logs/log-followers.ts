import { Problem, redisNames } from '@berth/domain';
import type { Redis } from 'ioredis';
import type { WorkerDeps } from '../worker-deps.js';
import { followEnvironment } from './follow-environment.js';
import { LogStream } from './log-stream.js';
import { ReleaseSecrets } from './release-secrets.js';

const lockMs = 10_000;
const beatMs = 3_000;
const readyMs = 6_000;
/** How long a follow goes on after the last viewer's heartbeat was missed. */
const patienceMs = 15_000;

const renewScript = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) else return 0 end`;
const releaseScript = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) else return 0 end`;

/** Follows environments whose log someone reads: one follow of the cluster each, whatever the viewers and the workers. */
export class LogFollowers {
  private readonly following = new Map<string, { end: AbortController; done: Promise<void> }>();
  private readonly secrets: ReleaseSecrets;
  private readonly subscriber: Redis;

  constructor(
    private readonly deps: WorkerDeps,
    connect: () => Redis,
  ) {
    this.secrets = new ReleaseSecrets(deps);
    this.subscriber = connect();
    this.subscriber.on('message', (_channel: string, environmentId: string) => void this.want(environmentId));
    this.subscriber.subscribe(redisNames.logWanted(deps.env.installation)).catch((error: Error) => deps.log.debug({ error: error.message }, 'log requests are not heard yet'));
  }

  /** Resolves once the stream holds the pods' last lines. Throws Problem `not-found` or `unavailable`. */
  async ready(question: { tenantId: string; environmentId: string; expiresAt: number }): Promise<{ lastId: string | null }> {
    const { deps } = this;
    const { environmentId } = question;
    const environment = await deps.db.environment.findFirst({ where: { id: environmentId, tenantId: question.tenantId }, select: { id: true } });
    if (!environment) throw new Problem('not-found');
    const { installation } = deps.env;
    while (Date.now() < question.expiresAt) {
      if ((await deps.redis.exists(redisNames.logReady(installation, environmentId))) === 1) {
        return { lastId: await new LogStream(deps.redis, installation, environmentId).newestId() };
      }
      await this.want(environmentId);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Problem('unavailable', 'The log could not be read in time.');
  }

  async close(): Promise<void> {
    this.subscriber.disconnect();
    for (const { end } of this.following.values()) end.abort();
    await Promise.all([...this.following.values()].map((one) => one.done));
  }

  /** Starts to follow unless this or another worker does. */
  private async want(environmentId: string): Promise<void> {
    if (this.following.has(environmentId) || this.deps.stopping.aborted) return;
    const end = new AbortController();
    const done = this.follow(environmentId, end)
      .catch((error: unknown) => this.deps.log.warn({ environmentId, error }, 'the log could not be followed'))
      .finally(() => this.following.delete(environmentId));
    this.following.set(environmentId, { end, done });
  }

  private async follow(environmentId: string, end: AbortController): Promise<void> {
    const { deps } = this;
    const { installation, workerId } = deps.env;
    const lock = redisNames.logFollower(installation, environmentId);
    const ready = redisNames.logReady(installation, environmentId);
    if ((await deps.redis.set(lock, workerId, 'PX', lockMs, 'NX')) === null) return;
    let isReady = false;
    let seen = Date.now();
    const beat = async (): Promise<void> => {
      if ((await deps.redis.eval(renewScript, 1, lock, workerId, lockMs)) === 0 && (await deps.redis.set(lock, workerId, 'PX', lockMs, 'NX')) === null) return end.abort();
      if (isReady) await deps.redis.set(ready, '1', 'PX', readyMs);
      if ((await deps.redis.exists(redisNames.logViewers(installation, environmentId))) === 1) seen = Date.now();
      else if (Date.now() - seen > patienceMs) end.abort();
    };
    const timer = setInterval(() => void beat().catch((error: Error) => deps.log.debug({ error: error.message }, 'Redis did not take a heartbeat')), beatMs);
    try {
      const environment = await deps.db.environment.findUnique({ where: { id: environmentId }, select: { app: { select: { tenant: { select: { clusterId: true } } } } } });
      if (!environment) return;
      const opened = await deps.clusters.open(environment.app.tenant.clusterId);
      const stream = new LogStream(deps.redis, installation, environmentId);
      const onReady = async (): Promise<void> => {
        isReady = true;
        await deps.redis.set(ready, '1', 'PX', readyMs);
      };
      await followEnvironment(deps, opened, this.secrets, stream, environmentId, onReady, end.signal);
    } finally {
      clearInterval(timer);
      await Promise.all([deps.redis.eval(releaseScript, 1, lock, workerId), deps.redis.del(ready)]).catch(() => {}); // both run out by themselves
    }
  }
}
