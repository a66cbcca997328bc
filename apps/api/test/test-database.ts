import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from '@berth/db';
import pg from 'pg';

const adminUrl = process.env['TEST_DATABASE_URL'] ?? 'postgresql://postgres@127.0.0.1:55432/postgres';
const migrations = join(import.meta.dirname, '../../../packages/db/prisma/migrations');
const templateLock = 912_334_871;

const urlOf = (database: string): string => Object.assign(new URL(adminUrl), { pathname: `/${database}` }).href;

async function asAdmin<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect().catch((cause: unknown) => {
    throw new Error(`these tests need PostgreSQL at ${adminUrl}; set TEST_DATABASE_URL to another one`, { cause });
  });
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A database of its own, cloned from a migrated template: the real engine, and no test sees another's rows. */
export async function testDatabase(): Promise<{ url: string; remove: () => Promise<void> }> {
  const hash = createHash('sha256');
  for (const folder of readdirSync(migrations).sort()) hash.update(readFileSync(join(migrations, folder, 'migration.sql')));
  const template = `berth_api_template_${hash.digest('hex').slice(0, 12)}`;
  const name = `berth_api_test_${randomBytes(6).toString('hex')}`;
  await asAdmin(async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [templateLock]);
    const known = await client.query('SELECT datistemplate FROM pg_database WHERE datname = $1', [template]);
    if (known.rows[0]?.datistemplate !== true) {
      await client.query(`DROP DATABASE IF EXISTS ${template}`);
      await client.query(`CREATE DATABASE ${template}`);
      await migrate(urlOf(template));
      await client.query(`ALTER DATABASE ${template} IS_TEMPLATE true`);
    }
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
    await client.query('SELECT pg_advisory_unlock($1)', [templateLock]);
  });
  return { url: urlOf(name), remove: () => asAdmin((client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`).then(() => undefined)) };
}
