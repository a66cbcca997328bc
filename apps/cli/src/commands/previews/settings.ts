import { appFlags, BerthCommand } from '../../berth-command.js';
import { renderFields } from '../../output/table.js';
import { settingsFields, settingsFlags, settingsOf } from '../../previews/settings-flags.js';

const { environment: _environment, ...flagsOfApp } = appFlags;

export default class PreviewsSettings extends BerthCommand {
  static override summary = 'Show, or change, what an app’s previews may have.';
  static override description = 'Changing needs the role admin. Size and pods hold at once, everything else for previews that are made or deployed from then on.';
  static override examples = ['<%= config.bin %> previews settings', { description: 'Keep them for a day, at most ten', command: '<%= config.bin %> previews settings --ttl 1d --most 10' }, { description: 'Give new ones no secret', command: '<%= config.bin %> previews settings --secrets none' }];
  static override flags = { ...flagsOfApp, ...settingsFlags };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(PreviewsSettings);
    const body = settingsOf(flags);
    const session = this.openSession(flags);
    const path = { tenant: await session.tenant(), app: session.requireApp() };
    const settings = await session.api.ask((client) =>
      Object.keys(body).length > 0 ? client.PATCH('/v1/tenants/{tenant}/apps/{app}/previews/settings', { params: { path }, body }) : client.GET('/v1/tenants/{tenant}/apps/{app}/previews/settings', { params: { path } }),
    );
    this.print(renderFields(settingsFields(settings), this.style));
    return settings;
  }
}
