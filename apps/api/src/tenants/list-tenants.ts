import { tenantSlug } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../account/actor.js';
import { Database } from '../database.js';
import { decodeCursor, pageOf } from '../http/cursor.js';
import type { Answer, QueryOf } from '../http/operation.js';
import { forMembers, tenantColumns, type TenantView } from './tenant-view.js';

const list = {
  name: 'list-tenants',
  text: `SELECT ${tenantColumns}, ${forMembers} FROM member me JOIN tenant t ON t.id = me."tenantId" JOIN cluster c ON c.id = t."clusterId"
    WHERE me."userId" = $1 AND ($2::text IS NULL OR t.id = $2) AND ($3::text IS NULL OR t.slug > $3) ORDER BY t.slug LIMIT $4`,
};

/** The tenants that the caller is a member of. */
@Injectable()
export class ListTenants {
  constructor(private readonly database: Database) {}

  async run(actor: Actor, { cursor, limit }: QueryOf<'listTenants'>): Promise<Answer<'listTenants'>> {
    const after = decodeCursor(cursor, tenantSlug);
    return pageOf(await this.database.rows<TenantView>(list, [actor.userId, actor.token?.tenantId ?? null, after ?? null, limit + 1]), limit, (tenant) => tenant.slug);
  }
}
