import type { meSchema } from '@berth/contract';
import type { Role } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { Database } from '../database.js';
import type { Actor } from './actor.js';
import { strictest } from './strictest-role.js';

export type Me = z.input<typeof meSchema>;

const findMe = {
  name: 'get-me',
  text: `SELECT u.operator, (SELECT coalesce(json_agg(json_build_object('id', t.id, 'tenant', t.slug, 'name', t.name, 'role', m.role) ORDER BY t.slug), '[]')
    FROM member m JOIN tenant t ON t.id = m."tenantId" WHERE m."userId" = u.id) AS tenants FROM "user" u WHERE u.id = $1`,
};

/** Who calls, and where they are a member, as far as their token reaches. */
@Injectable()
export class GetMe {
  constructor(private readonly database: Database) {}

  async run({ userId, email, name, token }: Actor): Promise<Me> {
    const [row] = await this.database.rows<{ operator: boolean; tenants: { id: string; tenant: string; name: string; role: Role }[] }>(findMe, [userId]);
    return {
      id: userId,
      email,
      name,
      operator: (row?.operator ?? false) && !token?.tenantId && !token?.role,
      tenants: (row?.tenants ?? []).filter(({ id }) => !token?.tenantId || token.tenantId === id).map((tenant) => ({ ...tenant, role: strictest(tenant.role, token?.role ?? null) })),
      token: token && { id: token.id, name: token.name, expiresAt: token.expiresAt },
    };
  }
}
