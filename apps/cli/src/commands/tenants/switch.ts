import { Args } from '@oclif/core';
import { tenantSlug } from '@berth/domain';
import { BerthCommand, named } from '../../berth-command.js';
import { usageFailure } from '../../cli-failure.js';
import { askChoice } from '../../input/ask.js';

export default class TenantsSwitch extends BerthCommand {
  static override summary = 'Choose the tenant that commands mean when nothing else names one.';
  static override examples = ['<%= config.bin %> tenants switch acme'];
  static override args = { tenant: Args.string({ ignoreStdin: true, description: 'Name of the tenant; asked for when absent.', parse: named('a tenant', tenantSlug) }) };

  async run(): Promise<unknown> {
    const { args } = await this.parse(TenantsSwitch);
    const session = this.openSession();
    const me = await session.api.ask((client) => client.GET('/v1/me'));
    const names = me.tenants.map(({ tenant }) => tenant);
    if (args.tenant === undefined && !this.interactive) throw usageFailure('Which tenant?', 'Name it: `berth tenants switch NAME`.', names);
    const tenant = args.tenant ?? (await askChoice('Tenant:', names));
    if (!names.includes(tenant)) throw usageFailure(`You do not belong to a tenant ${tenant}.`, names.length === 0 ? 'Ask an admin of it to add you.' : `Yours: ${names.join(', ')}.`);
    session.installations.update(session.url, { tenant });
    this.note(`Commands now mean tenant ${tenant}.`);
    return { tenant };
  }
}
