import { Injectable } from '@nestjs/common';
import { Database } from '../database.js';
import { notFound } from '../http/not-found.js';
import type { EnvironmentKey } from './environment-key.js';

const find = { name: 'find-environment-id', text: 'SELECT e.id FROM environment e JOIN app a ON a.id = e."appId" WHERE a."tenantId" = $1 AND a.slug = $2 AND e.slug = $3' };

/** An environment's id within a tenant. Throws not-found. */
@Injectable()
export class FindEnvironmentId {
  constructor(private readonly database: Database) {}

  async run(tenantId: string, { app, environment }: EnvironmentKey): Promise<string> {
    const [row] = await this.database.rows<{ id: string }>(find, [tenantId, app, environment]);
    if (!row) throw notFound();
    return row.id;
  }
}
