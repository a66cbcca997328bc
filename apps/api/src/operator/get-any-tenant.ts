import { Injectable } from '@nestjs/common';
import { Database } from '../database.js';
import { forOperator, tenantColumns, type TenantView } from '../tenants/tenant-view.js';
import { noSuch } from './operator-problems.js';

const find = { name: 'get-any-tenant', text: `SELECT ${tenantColumns}, ${forOperator} FROM tenant t JOIN cluster c ON c.id = t."clusterId" WHERE t.slug = $1` };

@Injectable()
export class GetAnyTenant {
  constructor(private readonly database: Database) {}

  async run(slug: string): Promise<TenantView> {
    const [tenant] = await this.database.rows<TenantView>(find, [slug]);
    if (!tenant) throw noSuch('tenant', slug);
    return tenant;
  }
}
