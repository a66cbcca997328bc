import { BerthCommand } from '../../berth-command.js';
import { readPages } from '../../http/read-pages.js';
import { stateStyle } from '../../output/states.js';

export default class TenantsList extends BerthCommand {
  static override summary = 'List the tenants that you belong to.';
  static override examples = ['<%= config.bin %> tenants list'];

  async run(): Promise<unknown> {
    await this.parse(TenantsList);
    const session = this.openSession();
    const items = await readPages((query) => session.api.ask((client) => client.GET('/v1/tenants', { params: { query } })));
    this.printTable(
      items,
      [
        { title: 'Tenant', value: ({ slug }) => slug },
        { title: 'Name', value: ({ name }) => name, flexible: true },
        { title: 'State', value: ({ state }) => state, style: ({ state }, style) => stateStyle(state, style) },
        { title: 'Plan', value: ({ plan }) => plan },
        { title: 'Apps', value: ({ apps }) => apps, align: 'right' },
        { title: 'Members', value: ({ members }) => members, align: 'right' },
        { title: 'Default', value: ({ slug }) => (slug === session.defaultTenant ? 'yes' : null) },
      ],
      'You belong to no tenant. Ask an admin of one to add you.',
    );
    return { items };
  }
}
