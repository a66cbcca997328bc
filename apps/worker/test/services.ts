import { randomBytes } from 'node:crypto';
import { createDb, migrate, type Db } from '@berth/db';
import { Redis } from 'ioredis';
import pg from 'pg';

/** Used where TEST_DATABASE_URL and TEST_REDIS_URL are not set. */
const usual = { postgres: 'postgresql://postgres@127.0.0.1:55432/postgres', redis: 'redis://127.0.0.1:56379' };

/** URL of the PostgreSQL server for tests. Throws, saying what to set, when none answers. */
export async function serverUrl(): Promise<string> {
  const url = process.env['TEST_DATABASE_URL'] ?? usual.postgres;
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  try {
    await client.connect();
  } catch (error) {
    throw new Error(`No PostgreSQL answers (${(error as Error).message}). Set TEST_DATABASE_URL to one where databases may be made.`, { cause: error });
  } finally {
    await client.end().catch(() => {});
  }
  return url;
}

/** URL of the Redis server for tests. Throws, saying what to set, when none answers. */
export async function redisUrl(): Promise<string> {
  const url = process.env['TEST_REDIS_URL'] ?? usual.redis;
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 });
  redis.on('error', () => {}); // told below
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    throw new Error(`No Redis answers (${(error as Error).message}). Set TEST_REDIS_URL.`, { cause: error });
  } finally {
    redis.disconnect();
  }
  return url;
}

export interface TestDatabase {
  db: Db;
  url: string;
  drop(): Promise<void>;
}

const template = `berth_worker_template_${process.pid}`;
let templateReady: Promise<void> | undefined;

/** A database of its own, cloned from one that was migrated once. */
export async function cloneDatabase(): Promise<TestDatabase> {
  const server = await serverUrl();
  templateReady ??= makeTemplate(server);
  await templateReady;
  const name = `berth_worker_${randomBytes(5).toString('hex')}`;
  await run(server, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = at(server, name);
  const db = createDb(url, 10);
  return {
    db,
    url,
    async drop() {
      await db.$disconnect();
      await run(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

/** Removes the template; after the last test of a file. */
export async function dropTemplate(): Promise<void> {
  if (templateReady) await run(await serverUrl(), `DROP DATABASE IF EXISTS ${template} WITH (FORCE)`);
  templateReady = undefined;
}

async function makeTemplate(server: string): Promise<void> {
  await run(server, `DROP DATABASE IF EXISTS ${template} WITH (FORCE)`);
  await run(server, `CREATE DATABASE ${template}`);
  await migrate(at(server, template));
}

function at(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

async function run(server: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}
