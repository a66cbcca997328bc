import { Args } from '@oclif/core';
import { tenantSlug } from '@berth/domain';
import { BerthCommand, named } from '../../../berth-command.js';

export default class AdminTenantsResume extends BerthCommand {
  static override summary = 'Start the apps of a suspended tenant again.';
  static override examples = ['<%= config.bin %> admin tenants resume shop'];
  static override args = { name: Args.string({ required: true, description: 'Name of the tenant.', parse: named('a tenant', tenantSlug) }) };

  async run(): Promise<unknown> {
    const { args } = await this.parse(AdminTenantsResume);
    const { api } = this.openSession();
    const tenant = await api.ask((client) => client.POST('/v1/operator/tenants/{tenant}/resume', { params: { path: { tenant: args.name } } }));
    this.note(`Tenant ${tenant.slug} is resumed: its apps are being started.`);
    return tenant;
  }
}
