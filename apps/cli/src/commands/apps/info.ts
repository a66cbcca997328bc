import { Args } from '@oclif/core';
import { appSlug } from '@berth/domain';
import { BerthCommand, named, tenantFlag } from '../../berth-command.js';
import { renderFields } from '../../output/table.js';

export default class AppsInfo extends BerthCommand {
  static override summary = 'Show an app.';
  static override examples = ['<%= config.bin %> apps info shop'];
  static override args = { name: Args.string({ description: 'Name of the app; the folder’s own when absent.', parse: named('an app', appSlug) }) };
  static override flags = { ...tenantFlag };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(AppsInfo);
    const session = this.openSession({ ...flags, app: args.name });
    const path = { tenant: await session.tenant(), app: session.requireApp() };
    const app = await session.api.ask((client) => client.GET('/v1/tenants/{tenant}/apps/{app}', { params: { path } }));
    this.print(
      [
        renderFields([['App', app.name], ['Tenant', app.tenant], ['URL', app.url], ['Made', app.createdAt], ...(app.state === 'deleting' ? [['State', 'being deleted'] as const] : [])], this.style),
        ...app.environments.map((environment) => `\n${renderFields([['Environment', environment.name], ['State', `${environment.state}${environment.reason === '' ? '' : `: ${environment.reason}`}`], ['Serves', environment.servingRelease === null ? null : `v${environment.servingRelease}`], ['Config', environment.configVersion], ['Last deployment', environment.lastDeployment === null ? null : `${environment.lastDeployment.number}, ${environment.lastDeployment.state}`]], this.style)}`),
      ].join('\n'),
    );
    return app;
  }
}
