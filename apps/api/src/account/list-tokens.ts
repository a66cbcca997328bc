import type { tokenSchema } from '@berth/contract';
import { roles, type Role } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Database } from '../database.js';
import { decodeCursor, pageOf } from '../http/cursor.js';
import type { Answer, QueryOf } from '../http/operation.js';
import type { Actor } from './actor.js';

const list = {
  name: 'list-tokens',
  text: `SELECT k.id, k.name, k.prefix, t.slug AS tenant, k.role, k."expiresAt", k."lastUsedAt", k."createdAt"
    FROM api_token k LEFT JOIN tenant t ON t.id = k."tenantId"
    WHERE k."userId" = $1 AND ($2::text IS NULL OR k."tenantId" = $2) AND ($3::text[] IS NULL OR k.role = ANY($3)) AND ($4::text IS NULL OR k.id < $4)
    ORDER BY k.id DESC LIMIT $5`,
};

/** Roles that a token limited to `limit` may see in other tokens; null for no limit. */
export const rolesWithin = (limit: Role | null | undefined): Role[] | null => (limit ? roles.slice(0, roles.indexOf(limit) + 1) : null);

/** The caller's tokens, newest first; a limited token sees none that reaches further than itself. */
@Injectable()
export class ListTokens {
  constructor(private readonly database: Database) {}

  async run(actor: Actor, { cursor, limit }: QueryOf<'listTokens'>): Promise<Answer<'listTokens'>> {
    const after = decodeCursor(cursor, z.uuid());
    const values = [actor.userId, actor.token?.tenantId ?? null, rolesWithin(actor.token?.role), after ?? null, limit + 1];
    return pageOf(await this.database.rows<z.input<typeof tokenSchema>>(list, values), limit, (token) => token.id);
  }
}
