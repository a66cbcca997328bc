import { appFlags, BerthCommand } from '../../berth-command.js';

const { environment: _environment, ...flagsOfApp } = appFlags;

export default class PreviewsDisable extends BerthCommand {
  static override summary = 'Give branches no previews any more.';
  static override description = 'Those that are there stay for their time; `berth previews delete` removes one at once. Needs the role admin.';
  static override examples = ['<%= config.bin %> previews disable'];
  static override flags = { ...flagsOfApp };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(PreviewsDisable);
    const session = this.openSession(flags);
    const path = { tenant: await session.tenant(), app: session.requireApp() };
    const settings = await session.api.ask((client) => client.PATCH('/v1/tenants/{tenant}/apps/{app}/previews/settings', { params: { path }, body: { enabled: false } }));
    const { items } = await session.api.ask((client) => client.GET('/v1/tenants/{tenant}/apps/{app}/previews', { params: { path } }));
    this.note(`Branches of ${path.app} get no previews any more.${items.length > 0 ? ` Those that are there stay for their time: ${items.map(({ preview }) => preview!.branch).join(', ')}.` : ''}`);
    return settings;
  }
}
