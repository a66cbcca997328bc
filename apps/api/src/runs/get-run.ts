import { Injectable } from '@nestjs/common';
import type { EnvironmentKey } from '../apps/environment-key.js';
import { Database } from '../database.js';
import { notFound } from '../http/not-found.js';
import { runColumns, type RunView } from './run-view.js';

const find = {
  name: 'get-run',
  text: `SELECT ${runColumns} FROM run r JOIN release rl ON rl.id = r."releaseId" JOIN environment e ON e.id = r."environmentId" JOIN app a ON a.id = e."appId"
    WHERE a."tenantId" = $1 AND a.slug = $2 AND e.slug = $3 AND r.name = $4`,
};

/** One run of an environment. Throws not-found. */
@Injectable()
export class GetRun {
  constructor(private readonly database: Database) {}

  async run(tenantId: string, { app, environment }: EnvironmentKey, name: string): Promise<RunView> {
    const [row] = await this.database.rows<RunView>(find, [tenantId, app, environment, name]);
    if (!row) throw notFound();
    return row;
  }
}
