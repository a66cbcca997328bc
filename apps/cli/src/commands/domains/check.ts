import { appFlags, BerthCommand } from '../../berth-command.js';
import { domainArg } from '../../domains/domain-arg.js';
import { domainFields } from '../../domains/domain-fields.js';
import { renderFields } from '../../output/table.js';

export default class DomainsCheck extends BerthCommand {
  static override summary = 'Look for the proof of a domain now, and show what was found.';
  static override description = 'Ends with 1 while the domain is not verified.';
  static override examples = ['<%= config.bin %> domains check shop.example.org'];
  static override args = domainArg;
  static override flags = { ...appFlags };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(DomainsCheck);
    const { session, target } = await this.openApp(flags);
    const domain = await session.api.ask((client) => client.POST('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/domains/{host}/check', { params: { path: { ...target, host: args.host } } }));
    this.print(renderFields(domainFields(domain), this.style));
    if (domain.state !== 'verified') process.exitCode = 1;
    return domain;
  }
}
