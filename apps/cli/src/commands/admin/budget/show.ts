import { Args } from '@oclif/core';
import { tenantSlug } from '@berth/domain';
import { BerthCommand, named } from '../../../berth-command.js';
import { describeBudget } from '../../../output/describe-budget.js';

export default class AdminBudgetShow extends BerthCommand {
  static override summary = 'Show a tenant’s budget and how much of it is used.';
  static override examples = ['<%= config.bin %> admin budget show acme'];
  static override args = { tenant: Args.string({ required: true, description: 'Name of the tenant.', parse: named('a tenant', tenantSlug) }) };

  async run(): Promise<unknown> {
    const { args } = await this.parse(AdminBudgetShow);
    const { api } = this.openSession();
    const use = await api.ask((client) => client.GET('/v1/operator/tenants/{tenant}/budget', { params: { path: { tenant: args.tenant } } }));
    this.print(describeBudget(use, this.style));
    return use;
  }
}
