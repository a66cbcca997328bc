import { Injectable } from '@nestjs/common';
import { Database } from '../database.js';
import { notFound } from '../http/not-found.js';
import { forMembers, tenantColumns, type TenantView } from './tenant-view.js';

const find = { name: 'get-tenant', text: `SELECT ${tenantColumns}, ${forMembers} FROM tenant t JOIN cluster c ON c.id = t."clusterId" WHERE t.id = $1` };

@Injectable()
export class GetTenant {
  constructor(private readonly database: Database) {}

  async run(tenantId: string): Promise<TenantView> {
    const [tenant] = await this.database.rows<TenantView>(find, [tenantId]);
    if (!tenant) throw notFound();
    return tenant;
  }
}
