import { BerthCommand, tenantFlag } from '../../berth-command.js';
import { describeBudget } from '../../output/describe-budget.js';
import { renderFields } from '../../output/table.js';

export default class TenantsShow extends BerthCommand {
  static override summary = 'Show a tenant, its budget, and how much of it is used.';
  static override examples = ['<%= config.bin %> tenants show'];
  static override flags = { ...tenantFlag };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(TenantsShow);
    const session = this.openSession(flags);
    const { api } = session;
    const path = { tenant: await session.tenant() };
    const [tenant, budget] = await Promise.all([api.ask((client) => client.GET('/v1/tenants/{tenant}', { params: { path } })), api.ask((client) => client.GET('/v1/tenants/{tenant}/budget', { params: { path } }))]);
    this.print(renderFields([['Tenant', tenant.slug], ['Name', tenant.name], ['State', tenant.state], ['Cluster', tenant.cluster], ['Domain', tenant.baseDomain], ['Apps', tenant.apps], ['Members', tenant.members]], this.style));
    this.print(`\n${describeBudget(budget, this.style)}`);
    return { ...tenant, budget };
  }
}
