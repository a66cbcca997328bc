import { BerthCommand } from '../../../berth-command.js';
import { readPages } from '../../../http/read-pages.js';
import { stateStyle } from '../../../output/states.js';

export default class AdminTenantsList extends BerthCommand {
  static override summary = 'List all tenants of the installation.';
  static override examples = ['<%= config.bin %> admin tenants list'];

  async run(): Promise<unknown> {
    await this.parse(AdminTenantsList);
    const { api } = this.openSession();
    const items = await readPages((query) => api.ask((client) => client.GET('/v1/operator/tenants', { params: { query } })));
    this.printTable(
      items,
      [
        { title: 'Tenant', value: ({ slug }) => slug },
        { title: 'Name', value: ({ name }) => name, flexible: true },
        { title: 'State', value: ({ state }) => state, style: ({ state }, style) => stateStyle(state, style) },
        { title: 'Plan', value: ({ plan }) => plan },
        { title: 'Cluster', value: ({ cluster }) => cluster },
        { title: 'Apps', value: ({ apps }) => apps, align: 'right' },
        { title: 'Members', value: ({ members }) => members, align: 'right' },
        { title: 'Made', value: ({ createdAt }) => createdAt.slice(0, 10) },
        ...(items.some(({ lastError }) => lastError !== null) ? [{ title: 'Problem', value: ({ lastError }: (typeof items)[number]) => lastError, flexible: true }] : []),
      ],
      'There is no tenant yet. Make one: `berth admin tenants create NAME --owner E-MAIL`.',
    );
    return { items };
  }
}
