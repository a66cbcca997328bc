import { Injectable } from '@nestjs/common';
import { Database } from '../database.js';
import type { Answer } from '../http/operation.js';
import { GetBudget } from '../tenants/get-budget.js';
import { noSuch } from './operator-problems.js';

@Injectable()
export class GetAnyBudget {
  constructor(
    private readonly database: Database,
    private readonly getBudget: GetBudget,
  ) {}

  async run(slug: string): Promise<Answer<'getAnyBudget'>> {
    const tenant = await this.database.prisma.tenant.findUnique({ where: { slug }, select: { id: true } });
    if (!tenant) throw noSuch('tenant', slug);
    return this.getBudget.run(tenant.id);
  }
}
