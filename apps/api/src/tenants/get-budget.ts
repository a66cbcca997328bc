import type { Budget } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import { Database } from '../database.js';
import { notFound } from '../http/not-found.js';
import type { Answer } from '../http/operation.js';

interface Row {
  plan: string;
  budget: Budget;
  used: Budget | null;
  measuredAt: string | null;
  apps: number;
}
const find = {
  name: 'get-budget',
  text: `SELECT t."planName" AS plan, t.budget, t."budgetUse" AS used, t."measuredAt", (SELECT count(*)::int FROM app WHERE app."tenantId" = t.id) AS apps
    FROM tenant t WHERE t.id = $1`,
};

/** A budget beside what the cluster counts as used; apps are counted here. */
@Injectable()
export class GetBudget {
  constructor(private readonly database: Database) {}

  async run(tenantId: string): Promise<Answer<'getBudget'>> {
    const [row] = await this.database.rows<Row>(find, [tenantId]);
    if (!row) throw notFound();
    const { plan, budget, used, measuredAt, apps } = row;
    return { plan, budget, used: used && { ...used, apps }, measuredAt };
  }
}
