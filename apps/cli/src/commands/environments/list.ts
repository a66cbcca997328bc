import { Args } from '@oclif/core';
import { appSlug } from '@berth/domain';
import { BerthCommand, named, tenantFlag } from '../../berth-command.js';
import { expiresIn } from '../../previews/expires.js';
import { stateStyle } from '../../output/states.js';

export default class EnvironmentsList extends BerthCommand {
  static override summary = 'List an app’s environments.';
  static override examples = ['<%= config.bin %> environments list', '<%= config.bin %> environments list shop --json'];
  static override args = { name: Args.string({ ignoreStdin: true, description: 'Name of the app; the folder’s own when absent.', parse: named('an app', appSlug) }) };
  static override flags = { ...tenantFlag };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(EnvironmentsList);
    const session = this.openSession({ ...flags, app: args.name });
    const path = { tenant: await session.tenant(), app: session.requireApp() };
    const { environments } = await session.api.ask((client) => client.GET('/v1/tenants/{tenant}/apps/{app}', { params: { path } }));
    const now = new Date();
    this.printTable(
      environments,
      [
        { title: 'Environment', value: ({ name }) => name },
        { title: 'State', value: ({ state }) => state, style: ({ state }, style) => stateStyle(state, style) },
        { title: 'Release', value: ({ liveRelease }) => (liveRelease === null ? null : `v${liveRelease}`) },
        { title: 'Watch', value: ({ watchSeconds }) => (watchSeconds === null ? 'default' : `${watchSeconds} s`) },
        { title: 'Preview of', value: ({ preview }) => preview?.branch ?? null },
        { title: 'Goes', value: ({ preview }) => (preview ? expiresIn(preview.expiresAt, now) : null) },
        { title: 'URL', value: ({ url }) => url },
      ],
      `App ${path.app} has no environment.`,
    );
    return { items: environments };
  }
}
