import { appFlags, BerthCommand } from '../../berth-command.js';
import { domainArg } from '../../domains/domain-arg.js';
import { domainFields } from '../../domains/domain-fields.js';
import { renderFields } from '../../output/table.js';

export default class DomainsAdd extends BerthCommand {
  static override summary = 'Add a host name of your own, and show the DNS records that it needs.';
  static override description = 'It serves once the TXT record that is shown has been seen, which is looked for by itself; see `domains check`.';
  static override examples = ['<%= config.bin %> domains add shop.example.org', '<%= config.bin %> domains add staging.example.org --environment staging'];
  static override args = domainArg;
  static override flags = { ...appFlags };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(DomainsAdd);
    const { session, target } = await this.openApp(flags);
    const domain = await session.api.askOnce((client, header) => client.POST('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/domains', { params: { path: target, header }, body: { host: args.host } }));
    this.print(renderFields(domainFields(domain), this.style));
    return domain;
  }
}
