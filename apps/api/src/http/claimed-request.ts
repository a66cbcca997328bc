import type { Tx } from '@berth/db';
import { Problem } from '@berth/domain';
import { openBytes, sealBytes } from '@berth/sealing';
import type { Database } from '../database.js';
import type { EffectJournal } from './effects.js';

export const claimSeconds = 15;
const renewMs = 5_000;

/** Statements' names are theirs alone: Postgres prepares each once per connection. */
const renew = { name: 'idempotency-renew', text: `UPDATE idempotency_key SET "claimedUntil" = (now() AT TIME ZONE 'UTC') + interval '${claimSeconds} seconds' WHERE "actorId" = $1 AND key = $2 AND claim = $3` };
const finish = { name: 'idempotency-finish', text: 'UPDATE idempotency_key SET status = 200, body = $4 WHERE "actorId" = $1 AND key = $2 AND claim = $3' };
const forget = { name: 'idempotency-forget', text: 'DELETE FROM idempotency_key WHERE "actorId" = $1 AND key = $2 AND claim = $3 AND effects IS NULL' };
const release = { name: 'idempotency-release', text: `UPDATE idempotency_key SET "claimedUntil" = now() AT TIME ZONE 'UTC' WHERE "actorId" = $1 AND key = $2 AND claim = $3` };

export interface RequestKey {
  actorId: string;
  key: string;
}

const purposeOf = ({ actorId, key }: RequestKey): string => `idempotency:${actorId}:${key}`;

/** Answers and results are kept sealed, because one of them holds a token. */
export const sealed = (installationKey: Buffer, request: RequestKey, value: unknown): string => sealBytes(installationKey, Buffer.from(JSON.stringify(value ?? null)), purposeOf(request)).toString('base64');
export const opened = (installationKey: Buffer, request: RequestKey, text: string): unknown => JSON.parse(openBytes(installationKey, Buffer.from(text, 'base64'), purposeOf(request)).toString()) as unknown;

/**
 * A request that this process works on. Its claim is renewed while it lasts; when the process dies, a repeat takes it
 * over and goes on after the transactions that were committed.
 */
export class ClaimedRequest implements EffectJournal {
  private readonly timer: NodeJS.Timeout;
  private readonly results: unknown[];
  private next = 0;

  constructor(
    private readonly database: Database,
    private readonly installationKey: Buffer,
    private readonly request: RequestKey,
    private readonly claim: string,
    earlier: string | null,
  ) {
    this.results = earlier === null ? [] : (opened(installationKey, request, earlier) as unknown[]);
    this.timer = setInterval(() => this.ask(renew).catch(() => undefined), renewMs); // not renewed: a repeat may take it over, and our next transaction is refused
    this.timer.unref();
  }

  replay(): { value: unknown } | undefined {
    if (this.next >= this.results.length) return undefined;
    return { value: this.results[this.next++] ?? undefined };
  }

  async record(tx: Tx, value: unknown): Promise<void> {
    const { actorId, key } = this.request;
    const text = sealed(this.installationKey, this.request, [...this.results, value ?? null]);
    const { count } = await tx.idempotencyKey.updateMany({ where: { actorId, key, claim: this.claim }, data: { effects: text } });
    if (count === 0) throw new Problem('unavailable', 'A repeat of this request has taken it over.', { retryAfterSeconds: 1 });
  }

  committed(value: unknown): void {
    this.results.push(value ?? null);
    this.next = this.results.length;
  }

  /** Keeps the answer for repeats. */
  async finish(value: unknown): Promise<void> {
    clearInterval(this.timer);
    await this.ask(finish, JSON.stringify({ sealed: sealed(this.installationKey, this.request, value) }));
  }

  /** After a failure: what has changed nothing is forgotten, so that it can be tried again; anything else is left to a repeat. */
  async giveUp(): Promise<void> {
    clearInterval(this.timer);
    await this.ask(forget);
    await this.ask(release);
  }

  private async ask(statement: { name: string; text: string }, ...more: unknown[]): Promise<void> {
    await this.database.rows(statement, [this.request.actorId, this.request.key, this.claim, ...more]);
  }
}
