import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

const migrationsFolder = join(import.meta.dirname, '../prisma/migrations');
const lockId = 7_235_601;

/**
 * Brings the database to the committed schema and returns the names of the migrations that were applied.
 * It keeps Prisma's own `_prisma_migrations` table, so that `prisma migrate` reads the same history, and does without
 * Prisma's schema engine, which is a download at run time. Two callers at once wait for each other.
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [lockId]);
    await client.query(`CREATE TABLE IF NOT EXISTS _prisma_migrations (
      id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz, migration_name varchar(255) NOT NULL,
      logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`);
    const applied = await client.query<{ migration_name: string; checksum: string }>('SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL');
    const checksums = new Map(applied.rows.map((row) => [row.migration_name, row.checksum]));
    const done: string[] = [];
    for (const entry of (await readdir(migrationsFolder, { withFileTypes: true })).filter((e) => e.isDirectory()).sort((a, b) => a.name.localeCompare(b.name))) {
      const sql = await readFile(join(migrationsFolder, entry.name, 'migration.sql'), 'utf8');
      const checksum = createHash('sha256').update(sql).digest('hex');
      const known = checksums.get(entry.name);
      if (known === checksum) continue;
      if (known) throw new Error(`migration ${entry.name} was changed after it was applied; restore it and add a new one`);
      await client.query('BEGIN');
      await client.query(sql);
      await client.query('INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count) VALUES ($1, $2, now(), $3, 1)', [randomUUID(), checksum, entry.name]);
      await client.query('COMMIT');
      done.push(entry.name);
    }
    return done;
  } finally {
    await client.end();
  }
}
