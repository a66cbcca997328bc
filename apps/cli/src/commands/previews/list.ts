import { appFlags, BerthCommand } from '../../berth-command.js';
import { expiresIn } from '../../previews/expires.js';
import { stateStyle } from '../../output/states.js';

const { environment: _environment, ...flagsOfApp } = appFlags;

export default class PreviewsList extends BerthCommand {
  static override summary = 'List an app’s previews.';
  static override examples = ['<%= config.bin %> previews list', '<%= config.bin %> previews list --app shop --json'];
  static override flags = { ...flagsOfApp };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(PreviewsList);
    const session = this.openSession(flags);
    const path = { tenant: await session.tenant(), app: session.requireApp() };
    const previews = await session.api.ask((client) => client.GET('/v1/tenants/{tenant}/apps/{app}/previews', { params: { path } }));
    const now = new Date();
    this.printTable(
      previews.items,
      [
        { title: 'Branch', value: ({ preview }) => preview!.branch },
        { title: 'Environment', value: ({ name }) => name },
        { title: 'State', value: ({ state }) => state, style: ({ state }, style) => stateStyle(state, style) },
        { title: 'Release', value: ({ liveRelease }) => (liveRelease === null ? null : `v${liveRelease}`) },
        { title: 'Goes', value: ({ preview }) => expiresIn(preview!.expiresAt, now) },
        { title: 'URL', value: ({ url }) => url },
      ],
      previews.enabled ? `${path.app} has no preview. Make one: \`git push berth BRANCH\`, or \`berth deploy --preview BRANCH\`.` : `${path.app} has no preview. An admin can enable them: \`berth previews enable\`.`,
    );
    return previews;
  }
}
