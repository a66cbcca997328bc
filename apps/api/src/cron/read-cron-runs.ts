import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { EnvironmentKey } from '../apps/environment-key.js';
import { FindEnvironmentId } from '../apps/find-environment-id.js';
import { Database } from '../database.js';
import { Env } from '../env.js';
import { decodeCursor, pageOf } from '../http/cursor.js';
import { notFound } from '../http/not-found.js';
import type { Answer, QueryOf } from '../http/operation.js';
import { failurePagePath } from '../platform/failure-page.js';
import { cronRunColumns, cronRunView, type CronRunRow, type CronRunView } from './cron-run-view.js';
import { ReadCron } from './read-cron.js';

const list = {
  name: 'list-cron-runs',
  text: `SELECT ${cronRunColumns} FROM cron_run n WHERE n."environmentId" = $1 AND n.cron = $2
    AND ($3::text IS NULL OR (n."createdAt", n.id) < (split_part($3, ' ', 1)::timestamp, split_part($3, ' ', 2))) ORDER BY n."createdAt" DESC, n.id DESC LIMIT $4`,
};
const one = { name: 'get-cron-run', text: `SELECT ${cronRunColumns} FROM cron_run n WHERE n."environmentId" = $1 AND n.cron = $2 AND n.id = $3` };
const cursorKey = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z [0-9a-f-]{36}$/);

/** Runs of a cron process, newest first. */
@Injectable()
export class ReadCronRuns {
  constructor(
    private readonly database: Database,
    private readonly findEnvironmentId: FindEnvironmentId,
    private readonly cron: ReadCron,
    private readonly env: Env,
  ) {}

  async list(tenantId: string, key: EnvironmentKey, cron: string, { cursor, limit }: QueryOf<'listCronRuns'>): Promise<Answer<'listCronRuns'>> {
    const environmentId = await this.findEnvironmentId.run(tenantId, key);
    const before = decodeCursor(cursor, cursorKey);
    const rows = await this.database.rows<CronRunRow>(list, [environmentId, cron, before ?? null, limit + 1]);
    if (rows.length === 0 && before === undefined) await this.cron.one(tenantId, key, cron); // one without runs exists in the release, or nowhere
    const { items, nextCursor } = pageOf(rows, limit, (row) => `${row.createdAt} ${row.id}`);
    return { items: items.map((row) => this.view(row)), nextCursor };
  }

  /** Throws not-found. */
  async one(tenantId: string, key: EnvironmentKey, cron: string, runId: string): Promise<CronRunView> {
    const environmentId = await this.findEnvironmentId.run(tenantId, key);
    const [row] = await this.database.rows<CronRunRow>(one, [environmentId, cron, runId]);
    if (!row) throw notFound();
    return this.view(row);
  }

  private view(row: CronRunRow): CronRunView {
    return cronRunView(row, `${this.env.publicUrl}${failurePagePath}`);
  }
}
