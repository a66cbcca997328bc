import { Problem } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import { Database } from '../database.js';

const windowMinutes = 10;

/** What is counted, and how many times within ten minutes it is let through. */
export interface Limit {
  key: string;
  attempts: number;
}

/** Counts attempts before they are made, so that parallel ones cannot pass together. */
@Injectable()
export class Throttle {
  constructor(private readonly database: Database) {}

  /** Counts one attempt under every limit. Throws too-many-attempts with the wait when one is used up. */
  async attempt(limits: Limit[]): Promise<void> {
    await this.prune();
    await this.database.write(async (tx) => {
      for (const { key, attempts } of limits.toSorted((a, b) => a.key.localeCompare(b.key))) {
        await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`throttle:${key}`}, 0))`;
        const [row] = await tx.$queryRaw<{ count: number; wait: number }[]>`
          SELECT count(*)::int AS count, coalesce(extract(epoch FROM min("createdAt") + make_interval(mins => ${windowMinutes}) - (now() AT TIME ZONE 'UTC')), 1)::float AS wait FROM login_failure
          WHERE key = ${key} AND "createdAt" >= (now() AT TIME ZONE 'UTC') - make_interval(mins => ${windowMinutes})`;
        if (row && row.count >= attempts) {
          const seconds = Math.max(1, Math.ceil(row.wait));
          throw new Problem('too-many-attempts', `Too many attempts; the next one is possible in ${seconds} s.`, { retryAfterSeconds: seconds });
        }
      }
      await tx.$executeRaw`INSERT INTO login_failure (key, "createdAt") SELECT k, now() AT TIME ZONE 'UTC' FROM unnest(${limits.map((limit) => limit.key)}::text[]) AS k`;
    });
  }

  /** Forgets all attempts under `key`, after one that succeeded. */
  async forget(key: string): Promise<void> {
    await this.database.prisma.loginFailure.deleteMany({ where: { key } });
  }

  private async prune(): Promise<void> {
    await this.database.prisma.$executeRaw`DELETE FROM login_failure WHERE id IN (
      SELECT id FROM login_failure WHERE "createdAt" < (now() AT TIME ZONE 'UTC') - make_interval(mins => ${windowMinutes}) LIMIT 200 FOR UPDATE SKIP LOCKED)`;
  }
}
