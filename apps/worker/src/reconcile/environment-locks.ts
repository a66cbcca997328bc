import pg from 'pg';

/** First number of the advisory locks that guard reconciling; the second is a hash of the key. */
const lockSpace = 7_235_602;

/** Keeps two reconciles of one thing from running at once, in this worker and in any other. */
export class EnvironmentLocks {
  private readonly pool: pg.Pool;

  constructor(databaseUrl: string, size = 16) {
    this.pool = new pg.Pool({ connectionString: databaseUrl, max: size, idleTimeoutMillis: 30_000 });
    this.pool.on('error', () => {}); // an idle connection that was lost is opened again when it is needed
  }

  /** Runs `work` while holding the lock of `key`; waits for whoever holds it. The lock ends with the connection too. */
  async hold<T>(key: string, work: () => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('SELECT pg_advisory_lock($1, hashtext($2))', [lockSpace, key]);
      try {
        return await work();
      } finally {
        await client.query('SELECT pg_advisory_unlock($1, hashtext($2))', [lockSpace, key]).catch((error: Error) => (broken = error));
      }
    } finally {
      client.release(broken);
    }
  }

  /** The same, unless someone holds it already: then nothing is done, and null. */
  async tryHold<T>(key: string, work: () => Promise<T>): Promise<T | null> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    try {
      const { rows } = await client.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1, hashtext($2)) AS got', [lockSpace, key]);
      if (!rows[0]?.got) return null;
      try {
        return await work();
      } finally {
        await client.query('SELECT pg_advisory_unlock($1, hashtext($2))', [lockSpace, key]).catch((error: Error) => (broken = error));
      }
    } finally {
      client.release(broken);
    }
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}
