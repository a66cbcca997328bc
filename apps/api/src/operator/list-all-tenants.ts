import { tenantSlug } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import { Database } from '../database.js';
import { decodeCursor, pageOf } from '../http/cursor.js';
import type { Answer, QueryOf } from '../http/operation.js';
import { forOperator, tenantColumns, type TenantView } from '../tenants/tenant-view.js';

const list = {
  name: 'list-all-tenants',
  text: `SELECT ${tenantColumns}, ${forOperator} FROM tenant t JOIN cluster c ON c.id = t."clusterId" WHERE $1::text IS NULL OR t.slug > $1 ORDER BY t.slug LIMIT $2`,
};

@Injectable()
export class ListAllTenants {
  constructor(private readonly database: Database) {}

  async run({ cursor, limit }: QueryOf<'listAllTenants'>): Promise<Answer<'listAllTenants'>> {
    const after = decodeCursor(cursor, tenantSlug);
    return pageOf(await this.database.rows<TenantView>(list, [after ?? null, limit + 1]), limit, (tenant) => tenant.slug);
  }
}
