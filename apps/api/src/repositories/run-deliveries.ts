import { recordEvent } from '@berth/db';
import type { DeliveryState } from '@berth/domain';
import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Database } from '../database.js';
import { effects } from '../http/effects.js';
import { problemOf } from '../http/problem.filter.js';
import { DeployDelivery, type ClaimedDelivery } from './deploy-delivery.js';

const lookMs = 3_000;
const atOnce = 8;
const claimSeconds = 60;
const renewMs = 20_000;
const mostAttempts = 4;
/** What passes by itself is waited for longer than the longest time that a pod may take to end. */
const mostWaits = 6;
/** Processes that may die of a delivery. */
const mostClaims = 8;
const again = { firstMs: 5_000, factor: 3 };
const longestReason = 500;

/**
 * Works on what providers told of. A delivery is a row: each API process looks for those that wait, and takes over from one
 * that was killed. Those of one tenant are worked on one after the other.
 */
@Injectable()
export class RunDeliveries implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(RunDeliveries.name);
  private readonly stopping = new AbortController();
  private readonly running = new Set<Promise<void>>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    private readonly deploy: DeployDelivery,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.wake(), lookMs).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    this.stopping.abort();
    await Promise.all(this.running);
  }

  /** Looks for deliveries that wait. */
  wake(): void {
    if (this.stopping.signal.aborted || this.running.size >= atOnce) return;
    const work = effects
      .exit(() => this.takeOne()) // what one request asked for is not what all deliveries do
      .then((taken) => {
        this.running.delete(work);
        if (taken) this.wake(); // there may be more
      })
      .catch((error: unknown) => {
        this.running.delete(work);
        this.log.error(`a delivery was not worked on: ${String(error)}`);
      });
    this.running.add(work);
  }

  private async takeOne(): Promise<boolean> {
    const claimed = await this.claim();
    if (!claimed) return false;
    this.wake(); // another one of another tenant
    if (claimed.attempt > mostClaims) {
      await this.end(claimed, 'failed', 'Work on it was broken off again and again. See what is special about the commit, then: berth repo redeliver');
      return true;
    }
    const renewal = setInterval(() => void this.renew(claimed).catch((error: unknown) => this.log.warn(`a delivery's claim was not renewed: ${String(error)}`)), renewMs);
    try {
      const ended = await this.deploy.run(claimed, this.stopping.signal);
      if (ended !== null) await this.end(claimed, ended.state, ended.reason);
    } catch (error) {
      await this.fail(claimed, error);
    } finally {
      clearInterval(renewal);
    }
    return true;
  }

  private async fail(claimed: ClaimedDelivery, error: unknown): Promise<void> {
    const problem = problemOf(error);
    const handedOver = this.stopping.signal.aborted;
    const passes = problem.status < 500 && problem.retryAfterSeconds !== undefined;
    if (passes ? claimed.attempt < mostWaits : problem.status >= 500 && (handedOver || claimed.attempt < mostAttempts)) {
      const waitMs = handedOver ? 0 : again.firstMs * again.factor ** (claimed.attempt - 1);
      this.log.warn({ err: problem.cause ?? problem, internal: problem.internal, delivery: claimed.id }, 'a delivery waits for its next attempt');
      await this.database.prisma.repositoryDelivery.updateMany({ where: ours(claimed), data: { state: 'received', dueAt: new Date(Date.now() + waitMs), reason: `${problem.message} It is tried again.`.slice(0, longestReason) } });
      return;
    }
    if (problem.status >= 500) this.log.error({ err: problem.cause ?? problem, internal: problem.internal, delivery: claimed.id }, 'a delivery failed');
    await this.end(claimed, 'failed', `${problem.message} ${problem.remedy}`);
  }

  private async end(claimed: ClaimedDelivery, state: DeliveryState, text: string): Promise<void> {
    const reason = text.slice(0, longestReason);
    await this.database.write(async (tx) => {
      const { count } = await tx.repositoryDelivery.updateMany({ where: ours(claimed), data: { state, reason, finishedAt: new Date() } });
      if (count > 0) await recordEvent(tx, { tenantId: claimed.tenantId, appId: claimed.appId }, 'repository.delivery', { delivery: claimed.id, state, reason });
    });
  }

  /** The oldest delivery that nobody works on, of a tenant that nobody works for. */
  private async claim(): Promise<ClaimedDelivery | undefined> {
    const [row] = await this.database.prisma.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('repository-deliveries', 0))`;
      return tx.$queryRaw<ClaimedDelivery[]>`
        UPDATE repository_delivery d SET state = 'running', attempt = d.attempt + 1, "dueAt" = (now() AT TIME ZONE 'UTC') + make_interval(secs => ${claimSeconds}::double precision)
        FROM repository r WHERE r.id = d."repositoryId" AND d.id = (
          SELECT w.id FROM repository_delivery w WHERE w.state IN ('received', 'running') AND w."dueAt" <= (now() AT TIME ZONE 'UTC')
            AND NOT EXISTS (SELECT 1 FROM repository_delivery o WHERE o."tenantId" = w."tenantId" AND o.state = 'running' AND o."dueAt" > (now() AT TIME ZONE 'UTC'))
          ORDER BY w.id LIMIT 1)
        RETURNING d.id, d."tenantId", d."repositoryId", r."appId", d.event, d.branch, d.commit, d.before, d.attempt`;
    });
    return row;
  }

  private async renew(claimed: ClaimedDelivery): Promise<void> {
    await this.database.prisma.repositoryDelivery.updateMany({ where: ours(claimed), data: { dueAt: new Date(Date.now() + claimSeconds * 1000) } });
  }
}

/** The delivery as long as this claim of it is the last one. */
const ours = ({ id, attempt }: ClaimedDelivery) => ({ id, attempt, state: 'running' });
