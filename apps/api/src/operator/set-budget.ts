import { enqueue, recordEvent } from '@berth/db';
import { budgetSchema, Problem, type Budget } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../account/actor.js';
import { Database } from '../database.js';
import type { Answer, BodyOf } from '../http/operation.js';
import { GetBudget } from '../tenants/get-budget.js';
import { lockTenant } from '../tenants/lock-tenant.js';
import { noSuch } from './operator-problems.js';

/** Sets a budget; the worker brings it to the cluster. A cut below the use blocks growth and stops nothing. */
@Injectable()
export class SetBudget {
  constructor(
    private readonly database: Database,
    private readonly getBudget: GetBudget,
  ) {}

  async run(actor: Actor, slug: string, input: BodyOf<'setBudget'>): Promise<Answer<'setBudget'>> {
    const tenantId = await this.database.write(async (tx) => {
      const tenant = await lockTenant(tx, { slug });
      if (!tenant) throw noSuch('tenant', slug);
      if (tenant.state === 'deleting') throw new Problem('wrong-state', 'The tenant is being deleted.');
      const plan = input.plan === undefined ? null : await tx.plan.findUnique({ where: { name: input.plan } });
      if (input.plan !== undefined && !plan) throw noSuch('plan', input.plan);
      const budget: Budget = budgetSchema.parse({ ...tenant.budget, ...(plan?.budget as Budget | undefined), ...defined(input.budget) });
      await tx.tenant.update({ where: { id: tenant.id }, data: { budget, ...(plan && { planName: plan.name }) } });
      await recordEvent(tx, { tenantId: tenant.id, actor: actor.email }, 'budget.changed', {});
      await enqueue(tx, 'provisionTenant', { tenantId: tenant.id });
      return tenant.id;
    });
    return this.getBudget.run(tenantId);
  }
}

const defined = (fields: Partial<Budget> | undefined): Partial<Budget> => Object.fromEntries(Object.entries(fields ?? {}).filter(([, value]) => value !== undefined));
