import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { EnvironmentKey } from '../apps/environment-key.js';
import { FindEnvironmentId } from '../apps/find-environment-id.js';
import { Database } from '../database.js';
import { decodeCursor, pageOf } from '../http/cursor.js';
import type { Answer, QueryOf } from '../http/operation.js';
import { deploymentColumns, deploymentJoins, DeploymentViews, type DeploymentRow } from './deployment-view.js';

const list = {
  name: 'list-deployments',
  text: `SELECT ${deploymentColumns} FROM deployment d ${deploymentJoins}
    WHERE d."environmentId" = $1 AND ($2::text IS NULL OR d.state = $2) AND ($3::int IS NULL OR d.number < $3) ORDER BY d.number DESC LIMIT $4`,
};

/** Deployments of an environment, newest first. */
@Injectable()
export class ListDeployments {
  constructor(
    private readonly database: Database,
    private readonly findEnvironmentId: FindEnvironmentId,
    private readonly views: DeploymentViews,
  ) {}

  async run(tenantId: string, key: EnvironmentKey, { cursor, limit, state }: QueryOf<'listDeployments'>): Promise<Answer<'listDeployments'>> {
    const environmentId = await this.findEnvironmentId.run(tenantId, key);
    const before = decodeCursor(cursor, z.number().int().min(0).max(2 ** 31 - 1));
    const rows = await this.database.rows<DeploymentRow>(list, [environmentId, state ?? null, before ?? null, limit + 1]);
    const { items, nextCursor } = pageOf(rows, limit, (row) => row.number);
    return { items: await this.views.of(items), nextCursor };
  }
}
