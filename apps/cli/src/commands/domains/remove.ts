import { appFlags, BerthCommand } from '../../berth-command.js';
import { domainArg } from '../../domains/domain-arg.js';

export default class DomainsRemove extends BerthCommand {
  static override summary = 'Remove an own domain: the app is reached by it no more.';
  static override examples = ['<%= config.bin %> domains remove shop.example.org'];
  static override args = domainArg;
  static override flags = { ...appFlags };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(DomainsRemove);
    const { session, target } = await this.openApp(flags);
    await session.api.ask((client) => client.DELETE('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/domains/{host}', { params: { path: { ...target, host: args.host } } }));
    this.note(`${args.host} does not lead to app ${target.app} any more.`);
    return { removed: args.host };
  }
}
