import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { TenantActor } from '../account/actor.js';
import type { EnvironmentKey } from '../apps/environment-key.js';
import { FindEnvironmentId } from '../apps/find-environment-id.js';
import { Database } from '../database.js';
import { decodeCursor, pageOf } from '../http/cursor.js';
import type { Answer, QueryOf } from '../http/operation.js';
import { runColumns, runFor, type RunView } from './run-view.js';

const list = {
  name: 'list-runs',
  text: `SELECT ${runColumns}, r.id FROM run r JOIN release rl ON rl.id = r."releaseId" WHERE r."environmentId" = $1
    AND ($2::text IS NULL OR (r."createdAt", r.id) < (SELECT last."createdAt", last.id FROM run last WHERE last.id = $2 AND last."environmentId" = $1)) ORDER BY r."createdAt" DESC, r.id DESC LIMIT $3`,
};

/** Runs of an environment, newest first. */
@Injectable()
export class ListRuns {
  constructor(
    private readonly database: Database,
    private readonly findEnvironmentId: FindEnvironmentId,
  ) {}

  async run(actor: TenantActor, key: EnvironmentKey, { cursor, limit }: QueryOf<'listRuns'>): Promise<Answer<'listRuns'>> {
    const environmentId = await this.findEnvironmentId.run(actor.tenant.id, key);
    const before = decodeCursor(cursor, z.uuid());
    const rows = await this.database.rows<RunView & { id: string }>(list, [environmentId, before ?? null, limit + 1]);
    return pageOf(rows.map((row) => runFor(actor.role, row)), limit, (row) => row.id);
  }
}
