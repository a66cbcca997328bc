import { createDb, type Db, type Tx } from '@berth/db';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { Env } from './env.js';
import { effects } from './http/effects.js';

const transactionTimeoutMs = 15_000;
/** Reads are short and asked often: they are planned once per connection, and compiling them would cost more than it gives. */
const sessionSettings = '-c TimeZone=UTC -c plan_cache_mode=force_generic_plan -c jit=off';
const timestampOid = 1114;

/** `timestamp` columns are in UTC: RFC 3339 text, as the contract has it. */
export const rfc3339 = (text: string): string => `${text.replace(' ', 'T')}Z`;

const getTypeParser = ((oid: number, format?: 'text' | 'binary') => (oid === timestampOid && format !== 'binary' ? rfc3339 : pg.types.getTypeParser(oid, format as 'text'))) as typeof pg.types.getTypeParser;

/** A statement that Postgres prepares once per connection under its name. */
export interface Statement {
  name: string;
  text: string;
}

/** Postgres: Prisma for writes, plain prepared statements for the reads that are asked most. */
@Injectable()
export class Database implements OnApplicationShutdown {
  readonly prisma: Db;
  private readonly pool: pg.Pool;

  constructor(env: Env) {
    this.prisma = createDb(env.databaseUrl, 10);
    this.pool = new pg.Pool({ connectionString: env.databaseUrl, max: 10, options: sessionSettings, connectionTimeoutMillis: 5_000, types: { getTypeParser } });
    this.pool.on('error', () => undefined); // an idle connection that broke; the pool opens another
  }

  /**
   * All of `work` or nothing. Its row locks last until it returns. In a request with an Idempotency-Key, work that was
   * committed before is not done again and gives what it gave, which must be plain JSON.
   */
  async write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const journal = effects.getStore();
    const earlier = journal?.replay();
    if (earlier) return earlier.value as T;
    const value = await this.prisma.$transaction(
      async (tx) => {
        const result = await work(tx);
        await journal?.record(tx, result);
        return result;
      },
      { maxWait: 5_000, timeout: transactionTimeoutMs },
    );
    journal?.committed(value);
    return value;
  }

  /** Rows of a prepared statement; times are RFC 3339 text. */
  async rows<R>(statement: Statement, values: unknown[]): Promise<R[]> {
    const result = await this.pool.query({ ...statement, values });
    return result.rows as R[];
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.prisma.$disconnect(), this.pool.end()]);
  }
}
