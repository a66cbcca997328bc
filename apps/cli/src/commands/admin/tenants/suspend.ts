import { Args } from '@oclif/core';
import { tenantSlug } from '@berth/domain';
import { BerthCommand, named } from '../../../berth-command.js';

export default class AdminTenantsSuspend extends BerthCommand {
  static override summary = 'Stop all apps of a tenant and refuse changes; nothing is deleted.';
  static override examples = ['<%= config.bin %> admin tenants suspend shop'];
  static override args = { name: Args.string({ required: true, description: 'Name of the tenant.', parse: named('a tenant', tenantSlug) }) };

  async run(): Promise<unknown> {
    const { args } = await this.parse(AdminTenantsSuspend);
    const { api } = this.openSession();
    const tenant = await api.ask((client) => client.POST('/v1/operator/tenants/{tenant}/suspend', { params: { path: { tenant: args.name } } }));
    this.note(`Tenant ${tenant.slug} is suspended: its apps are being stopped.`);
    return tenant;
  }
}
