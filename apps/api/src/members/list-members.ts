import type { memberSchema } from '@berth/contract';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Database } from '../database.js';
import { decodeCursor, pageOf } from '../http/cursor.js';
import type { Answer, QueryOf } from '../http/operation.js';

const list = {
  name: 'list-members',
  text: `SELECT u.id AS "userId", u.email, u.name, m.role, m."createdAt" FROM member m JOIN "user" u ON u.id = m."userId"
    WHERE m."tenantId" = $1 AND ($2::text IS NULL OR u.email > $2) ORDER BY u.email LIMIT $3`,
};

@Injectable()
export class ListMembers {
  constructor(private readonly database: Database) {}

  async run(tenantId: string, { cursor, limit }: QueryOf<'listMembers'>): Promise<Answer<'listMembers'>> {
    const after = decodeCursor(cursor, z.string().max(254));
    return pageOf(await this.database.rows<z.input<typeof memberSchema>>(list, [tenantId, after ?? null, limit + 1]), limit, (member) => member.email);
  }
}
