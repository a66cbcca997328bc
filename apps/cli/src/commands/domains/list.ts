import { appFlags, BerthCommand } from '../../berth-command.js';
import { stateStyle } from '../../output/states.js';

export default class DomainsList extends BerthCommand {
  static override summary = 'List own domains, and what to do next for each.';
  static override examples = ['<%= config.bin %> domains list', '<%= config.bin %> domains list --app shop --json'];
  static override flags = { ...appFlags };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(DomainsList);
    const { session, target } = await this.openApp(flags);
    const { items } = await session.api.ask((client) => client.GET('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/domains', { params: { path: target } }));
    this.printTable(
      items,
      [
        { title: 'Host', value: ({ host }) => host },
        { title: 'State', value: ({ state }) => state, style: ({ state }, style) => stateStyle(state, style) },
        { title: 'Certificate', value: ({ certificate }) => certificate && (certificate.leftOut === null ? `until ${certificate.validUntil.slice(0, 10)}` : 'not shown') },
        { title: 'Next', value: ({ next }) => next, flexible: true },
      ],
      `App ${target.app} has no domain of its own. Add one: \`berth domains add HOST\`.`,
    );
    return { items };
  }
}
