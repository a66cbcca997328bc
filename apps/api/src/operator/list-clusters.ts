import type { clusterSchema } from '@berth/contract';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Database } from '../database.js';
import { decodeCursor, pageOf } from '../http/cursor.js';
import type { Answer, QueryOf } from '../http/operation.js';

const list = {
  name: 'list-clusters',
  text: `SELECT name, "baseDomain", "ingressClass", "registryHost", "isDefault", observed, (SELECT count(*)::int FROM tenant WHERE tenant."clusterId" = cluster.id) AS tenants
    FROM cluster WHERE $1::text IS NULL OR name > $1 ORDER BY name LIMIT $2`,
};

/** Target clusters; their credentials are never selected. */
@Injectable()
export class ListClusters {
  constructor(private readonly database: Database) {}

  async run({ cursor, limit }: QueryOf<'listClusters'>): Promise<Answer<'listClusters'>> {
    const after = decodeCursor(cursor, z.string().max(63));
    return pageOf(await this.database.rows<z.input<typeof clusterSchema>>(list, [after ?? null, limit + 1]), limit, (cluster) => cluster.name);
  }
}
