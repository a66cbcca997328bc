import { Injectable } from '@nestjs/common';
import { Database } from '../database.js';
import type { Answer, BodyOf } from '../http/operation.js';

/** Makes or changes a plan. Tenants keep the budget that they have; exactly one plan is the default. */
@Injectable()
export class PutPlan {
  constructor(private readonly database: Database) {}

  run(name: string, { budget, isDefault }: BodyOf<'putPlan'>): Promise<Answer<'putPlan'>> {
    return this.database.write(async (tx) => {
      await tx.$executeRaw`LOCK TABLE plan IN SHARE ROW EXCLUSIVE MODE`;
      const others = await tx.plan.count({ where: { isDefault: true, name: { not: name } } });
      const asDefault = isDefault || others === 0;
      if (asDefault) await tx.plan.updateMany({ where: { isDefault: true, name: { not: name } }, data: { isDefault: false } });
      await tx.plan.upsert({ where: { name }, create: { name, budget, isDefault: asDefault }, update: { budget, isDefault: asDefault } });
      return { name, budget, isDefault: asDefault };
    });
  }
}
