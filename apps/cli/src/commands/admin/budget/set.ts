import { Args, Flags } from '@oclif/core';
import { tenantSlug } from '@berth/domain';
import { BerthCommand, named } from '../../../berth-command.js';
import { usageFailure } from '../../../cli-failure.js';
import { budgetFlags, budgetOf } from '../../../input/budget-flags.js';
import { describeBudget } from '../../../output/describe-budget.js';

export default class AdminBudgetSet extends BerthCommand {
  static override summary = 'Set a tenant’s budget, in force within seconds.';
  static override description = 'Quantities that are not given stay. A cut below the use blocks growth and stops nothing that runs.';
  static override examples = [
    { description: 'More CPU', command: '<%= config.bin %> admin budget set acme --cpu 8' },
    { description: 'A plan, with more pods', command: '<%= config.bin %> admin budget set acme --plan team --pods 60' },
  ];
  static override args = { tenant: Args.string({ required: true, description: 'Name of the tenant.', parse: named('a tenant', tenantSlug) }) };
  static override flags = { plan: Flags.string({ helpValue: 'NAME', summary: 'Take this plan’s budget; quantities given beside it differ from it.' }), ...budgetFlags };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(AdminBudgetSet);
    const budget = budgetOf(flags);
    const anyQuantity = Object.keys(budget).length > 0;
    if (!anyQuantity && flags.plan === undefined) throw usageFailure('Nothing to set.', 'Add --plan, or quantities such as --cpu 4 --memory 8Gi.');
    const { api } = this.openSession();
    const use = await api.ask((client) => client.PUT('/v1/operator/tenants/{tenant}/budget', { params: { path: { tenant: args.tenant } }, body: { ...(flags.plan !== undefined && { plan: flags.plan }), ...(anyQuantity && { budget }) } }));
    this.note(`Budget of ${args.tenant} is set.`);
    this.print(describeBudget(use, this.style));
    return use;
  }
}
