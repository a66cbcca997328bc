import { Problem } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyRequest } from 'fastify';
import { Database } from '../database.js';
import { Env } from '../env.js';
import { ClaimedRequest, claimSeconds, opened, type RequestKey } from './claimed-request.js';
import { effects } from './effects.js';

/** A repeat waits longer than a dead process's claim lasts. */
const waitMs = (claimSeconds + 5) * 1000;
const lookMs = 100;
const old = `idempotency_key."createdAt" < (now() AT TIME ZONE 'UTC') - interval '1 day'`;
const claim = {
  name: 'idempotency-claim',
  text: `INSERT INTO idempotency_key ("actorId", key, "requestHash", claim, "claimedUntil", "createdAt")
      VALUES ($1, $2, $3, $4, (now() AT TIME ZONE 'UTC') + interval '${claimSeconds} seconds', now() AT TIME ZONE 'UTC')
    ON CONFLICT ("actorId", key) DO UPDATE SET "requestHash" = EXCLUDED."requestHash", claim = EXCLUDED.claim, "claimedUntil" = EXCLUDED."claimedUntil", status = NULL, body = NULL,
      effects = CASE WHEN ${old} THEN NULL ELSE idempotency_key.effects END, "createdAt" = CASE WHEN ${old} THEN EXCLUDED."createdAt" ELSE idempotency_key."createdAt" END
    WHERE ${old} OR (idempotency_key.status IS NULL AND idempotency_key."requestHash" = EXCLUDED."requestHash" AND coalesce(idempotency_key."claimedUntil", idempotency_key."createdAt") <= (now() AT TIME ZONE 'UTC'))
    RETURNING effects`,
};
const find = { name: 'idempotency-find', text: 'SELECT "requestHash", status, body FROM idempotency_key WHERE "actorId" = $1 AND key = $2' };

/**
 * The same Idempotency-Key and request within a day is done once, and gives the first answer again. Every transaction of
 * the request keeps its result in the key's row, so that a repeat after a crash goes on where the first one ended. A
 * request that failed and changed nothing is forgotten, so that it can be tried again.
 */
@Injectable()
export class Idempotency {
  constructor(
    private readonly database: Database,
    private readonly env: Env,
  ) {}

  /** Runs `answer` once per actor and key. Throws idempotency-conflict when the key came with another request. */
  async run(request: FastifyRequest, actorId: string, answer: () => Promise<unknown>): Promise<unknown> {
    const key = request.headers['idempotency-key'];
    if (key === undefined) return answer();
    if (typeof key !== 'string' || key.length < 1 || key.length > 128) throw new Problem('bad-request', 'Idempotency-Key must have 1 to 128 characters.');
    const hash = hashOf(request);
    const requestKey = { actorId, key };
    const deadline = Date.now() + waitMs;
    while (Date.now() < deadline) {
      const token = randomUUID();
      const [claimed] = await this.database.rows<{ effects: string | null }>(claim, [actorId, key, hash, token]);
      if (claimed) return this.work(request, new ClaimedRequest(this.database, this.env.installationKey, requestKey, token, claimed.effects), answer);
      const kept = await this.keptAnswer(requestKey, hash);
      if (kept) return kept.value;
      await sleep(lookMs);
    }
    throw new Problem('unavailable', 'The first request with this Idempotency-Key is still being worked on.', { retryAfterSeconds: 5 });
  }

  private async keptAnswer(request: RequestKey, hash: Buffer): Promise<{ value: unknown } | undefined> {
    const [row] = await this.database.rows<{ requestHash: Buffer; status: number | null; body: { sealed: string } | null }>(find, [request.actorId, request.key]);
    if (!row) return undefined;
    if (!row.requestHash.equals(hash)) throw new Problem('idempotency-conflict');
    if (row.status === null || !row.body) return undefined;
    return { value: opened(this.env.installationKey, request, row.body.sealed) ?? undefined };
  }

  private async work(request: FastifyRequest, claimed: ClaimedRequest, answer: () => Promise<unknown>): Promise<unknown> {
    const unkept = (error: unknown) => request.log.warn({ err: error }, 'what a request with an Idempotency-Key did could not be kept; a repeat finds out from its transactions');
    let value: unknown;
    try {
      value = await effects.run(claimed, answer);
    } catch (error) {
      await claimed.giveUp().catch(unkept);
      throw error;
    }
    await claimed.finish(value).catch(unkept);
    return value;
  }
}

/** What makes two requests the same: method, address, body, and the token, which bounds what the answer may hold. */
function hashOf(request: FastifyRequest): Buffer {
  const { 'content-type': type, 'content-length': length, 'content-digest': digest } = request.headers;
  const isStream = type !== undefined && !type.startsWith('application/json');
  return createHash('sha256')
    .update(JSON.stringify([request.method, request.url, request.actor?.token?.id ?? null, isStream ? [type, length, digest] : request.body]))
    .digest();
}
