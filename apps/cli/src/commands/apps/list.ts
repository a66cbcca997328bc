import { Flags } from '@oclif/core';
import type { components } from '@berth/contract/client';
import { BerthCommand, tenantFlag } from '../../berth-command.js';
import { readPages } from '../../http/read-pages.js';
import { stateStyle } from '../../output/states.js';
import { formatAge } from '../../output/quantities.js';

type App = components['schemas']['App'];
interface Row {
  app: App;
  environment: App['environments'][number] | null;
}

export default class AppsList extends BerthCommand {
  static override summary = 'List the apps of a tenant.';
  static override examples = ['<%= config.bin %> apps list', { description: 'Those with “shop” in their name', command: '<%= config.bin %> apps list --search shop' }];
  static override flags = { ...tenantFlag, search: Flags.string({ char: 's', helpValue: 'TEXT', summary: 'Only apps whose name has this in it.' }) };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(AppsList);
    const session = this.openSession(flags);
    const tenant = await session.tenant();
    const search = flags.search === undefined ? {} : { search: flags.search };
    const items = await readPages((query) => session.api.ask((client) => client.GET('/v1/tenants/{tenant}/apps', { params: { path: { tenant }, query: { ...query, ...search } } })));
    const now = new Date();
    const rows = items.flatMap((app): Row[] => (app.environments.length === 0 ? [{ app, environment: null }] : app.environments.map((environment) => ({ app, environment }))));
    const otherEnvironments = rows.some(({ environment }) => environment !== null && environment.name !== 'production');
    this.printTable<Row>(
      rows,
      [
        { title: 'App', value: ({ app }) => app.name },
        ...(otherEnvironments ? [{ title: 'Environment', value: ({ environment }: Row) => environment?.name }] : []),
        { title: 'State', value: ({ app, environment }) => (app.state === 'deleting' ? 'deleting' : environment?.state), style: ({ environment }, style) => stateStyle(environment?.state, style) },
        { title: 'Serves', value: ({ environment }) => (environment?.servingRelease ? `v${environment.servingRelease}` : null) },
        { title: 'Last deployment', value: ({ environment }) => (environment?.lastDeployment ? `${environment.lastDeployment.state} ${formatAge(environment.lastDeployment.createdAt, now)} ago` : null) },
        { title: 'URL', value: ({ app, environment }) => environment?.url ?? app.url, flexible: true },
      ],
      `Tenant ${tenant} has no apps${flags.search === undefined ? ' yet. Deploy one: `berth deploy` in its folder' : ` with “${flags.search}” in the name`}.`,
    );
    return { items };
  }
}
