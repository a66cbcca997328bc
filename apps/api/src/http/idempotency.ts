import { Problem } from '@berth/domain';
import { openBytes, sealBytes } from '@berth/sealing';
import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyRequest } from 'fastify';
import { Database } from '../database.js';
import { Env } from '../env.js';

const abandonedSeconds = 120;
const waitMs = 10_000;
const claim = {
  name: 'idempotency-claim',
  text: `INSERT INTO idempotency_key ("actorId", key, "requestHash", "createdAt") VALUES ($1, $2, $3, now() AT TIME ZONE 'UTC')
    ON CONFLICT ("actorId", key) DO UPDATE SET "requestHash" = EXCLUDED."requestHash", status = NULL, body = NULL, "createdAt" = EXCLUDED."createdAt"
      WHERE idempotency_key."createdAt" < (now() AT TIME ZONE 'UTC') - CASE WHEN idempotency_key.status IS NULL THEN interval '${abandonedSeconds} seconds' ELSE interval '1 day' END
    RETURNING 1`,
};
const find = { name: 'idempotency-find', text: 'SELECT "requestHash", status, body FROM idempotency_key WHERE "actorId" = $1 AND key = $2' };
const finish = { name: 'idempotency-finish', text: 'UPDATE idempotency_key SET status = 200, body = $3 WHERE "actorId" = $1 AND key = $2' };
const forget = { name: 'idempotency-forget', text: 'DELETE FROM idempotency_key WHERE "actorId" = $1 AND key = $2' };
const prune = { name: 'idempotency-prune', text: `DELETE FROM idempotency_key WHERE "createdAt" < (now() AT TIME ZONE 'UTC') - interval '1 day'` };

/**
 * The same Idempotency-Key and request within a day gives the first answer again. Answers are kept sealed, because one
 * of them holds a token. A request that failed changed nothing and is forgotten, so that it can be tried again.
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
    const deadline = Date.now() + waitMs;
    while ((await this.database.rows(claim, [actorId, key, hash])).length === 0) {
      const [row] = await this.database.rows<{ requestHash: Buffer; status: number | null; body: { sealed: string } | null }>(find, [actorId, key]);
      if (!row) continue;
      if (!row.requestHash.equals(hash)) throw new Problem('idempotency-conflict');
      if (row.status !== null && row.body) return this.opened(actorId, key, row.body.sealed);
      if (Date.now() > deadline) throw new Problem('unavailable', 'The first request with this Idempotency-Key is still being worked on.', { retryAfterSeconds: 5 });
      await sleep(50);
    }
    return this.first(actorId, key, answer);
  }

  private async first(actorId: string, key: string, answer: () => Promise<unknown>): Promise<unknown> {
    let value: unknown;
    try {
      value = await answer();
    } catch (error) {
      await this.database.rows(forget, [actorId, key]);
      throw error;
    }
    const sealed = sealBytes(this.env.installationKey, Buffer.from(JSON.stringify(value ?? null)), `idempotency:${actorId}:${key}`).toString('base64');
    await this.database.rows(finish, [actorId, key, JSON.stringify({ sealed })]);
    await this.database.rows(prune, []);
    return value;
  }

  private opened(actorId: string, key: string, sealed: string): unknown {
    const value: unknown = JSON.parse(openBytes(this.env.installationKey, Buffer.from(sealed, 'base64'), `idempotency:${actorId}:${key}`).toString());
    return value ?? undefined;
  }
}

function hashOf(request: FastifyRequest): Buffer {
  const { 'content-type': type, 'content-length': length, 'content-digest': digest } = request.headers;
  const isStream = type?.startsWith('application/json') !== true;
  return createHash('sha256')
    .update(JSON.stringify([request.method, request.url, isStream ? [length, digest] : request.body]))
    .digest();
}
