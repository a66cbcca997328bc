import { createDb, type Db, type Tx } from '@berth/db';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { Env } from './env.js';

const transactionTimeoutMs = 15_000;

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
    this.pool = new pg.Pool({ connectionString: env.databaseUrl, max: 10, options: '-c TimeZone=UTC', connectionTimeoutMillis: 5_000 });
    this.pool.on('error', () => undefined); // an idle connection that broke; the pool opens another
  }

  /** All of `work` or nothing. Its row locks last until it returns. */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.prisma.$transaction(work, { maxWait: 5_000, timeout: transactionTimeoutMs });
  }

  /** Rows of a prepared statement. Times are selected through `utc()`. */
  async rows<R>(statement: Statement, values: unknown[]): Promise<R[]> {
    const result = await this.pool.query({ ...statement, values });
    return result.rows as R[];
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.prisma.$disconnect(), this.pool.end()]);
  }
}

/** SQL that gives a `timestamp` column, which is in UTC, as RFC 3339 text. */
export const utc = (column: string): string => `to_char(${column}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
