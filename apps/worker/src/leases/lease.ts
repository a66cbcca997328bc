import type { Db, Tx } from '@berth/db';
import type { Logger } from 'pino';

/** Another worker has taken over: whoever gets this stops at once, writes nothing and undoes nothing. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
  constructor(environmentId: string) {
    super(`another worker has taken environment ${environmentId} over`);
  }
}

/** The right to act on an environment, until it is released or lost. */
export interface Lease {
  readonly environmentId: string;
  /** Grows with every holder; a write under an older number is refused. */
  readonly fence: bigint;
  /** Aborted with a {@link LeaseLost} when it could not be renewed in time. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

/**
 * Takes the environment's lease, unless someone holds it; null then. It is renewed every third of `ttlMs` by the
 * database's clock. Rejects when the database does not answer.
 */
export async function acquireLease(deps: { db: Db; log: Logger }, environmentId: string, holder: string, ttlMs: number): Promise<Lease | null> {
  const { db, log } = deps;
  const seconds = ttlMs / 1000;
  let heldUntil = performance.now() + ttlMs;
  const rows = await db.$queryRaw<{ leaseFence: bigint }[]>`
    UPDATE environment
    SET "leaseHolder" = ${holder}, "leaseExpiresAt" = (now() AT TIME ZONE 'UTC') + make_interval(secs => ${seconds}::double precision), "leaseFence" = "leaseFence" + 1
    WHERE id = ${environmentId} AND ("leaseExpiresAt" IS NULL OR "leaseExpiresAt" < (now() AT TIME ZONE 'UTC'))
    RETURNING "leaseFence"`;
  const fence = rows[0]?.leaseFence;
  if (fence === undefined) return null;

  const loss = new AbortController();
  const lose = (): void => {
    clearInterval(timer);
    loss.abort(new LeaseLost(environmentId));
  };
  const renew = async (): Promise<void> => {
    const asked = performance.now();
    try {
      const kept = await db.$executeRaw`
        UPDATE environment SET "leaseExpiresAt" = (now() AT TIME ZONE 'UTC') + make_interval(secs => ${seconds}::double precision)
        WHERE id = ${environmentId} AND "leaseFence" = ${fence} AND "leaseHolder" = ${holder}`;
      if (kept === 0) lose();
      else heldUntil = asked + ttlMs;
    } catch (error) {
      log.warn({ environmentId, error: (error as Error).message }, 'the lease could not be renewed');
    }
  };
  const timer = setInterval(() => {
    if (performance.now() >= heldUntil) lose();
    else void renew();
  }, Math.max(ttlMs / 3, 10));

  return {
    environmentId,
    fence,
    lost: loss.signal,
    async release() {
      clearInterval(timer);
      await db.$executeRaw`
        UPDATE environment SET "leaseHolder" = NULL, "leaseExpiresAt" = NULL
        WHERE id = ${environmentId} AND "leaseFence" = ${fence} AND "leaseHolder" = ${holder}`;
    },
  };
}

/** Locks the environment's row and throws LeaseLost unless `lease` is still the newest one: the first line of every write. */
export async function checkFence(tx: Tx, lease: Pick<Lease, 'environmentId' | 'fence'>): Promise<void> {
  const rows = await tx.$queryRaw<{ leaseFence: bigint }[]>`SELECT "leaseFence" FROM environment WHERE id = ${lease.environmentId} FOR UPDATE`;
  if (rows[0]?.leaseFence !== lease.fence) throw new LeaseLost(lease.environmentId);
}
