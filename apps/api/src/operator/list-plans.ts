import type { planSchema } from '@berth/contract';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Database } from '../database.js';
import { decodeCursor, pageOf } from '../http/cursor.js';
import type { Answer, QueryOf } from '../http/operation.js';

const list = { name: 'list-plans', text: 'SELECT name, budget, "isDefault" FROM plan WHERE $1::text IS NULL OR name > $1 ORDER BY name LIMIT $2' };

@Injectable()
export class ListPlans {
  constructor(private readonly database: Database) {}

  async run({ cursor, limit }: QueryOf<'listPlans'>): Promise<Answer<'listPlans'>> {
    const after = decodeCursor(cursor, z.string().max(30));
    return pageOf(await this.database.rows<z.input<typeof planSchema>>(list, [after ?? null, limit + 1]), limit, (plan) => plan.name);
  }
}
