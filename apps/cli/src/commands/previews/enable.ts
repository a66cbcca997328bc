import { appFlags, BerthCommand } from '../../berth-command.js';
import { settingsFields, settingsFlags, settingsOf } from '../../previews/settings-flags.js';
import { renderFields } from '../../output/table.js';

const { environment: _environment, ...flagsOfApp } = appFlags;

export default class PreviewsEnable extends BerthCommand {
  static override summary = 'Give branches previews: an environment each, with a URL of its own.';
  static override description = 'From then on `git push berth BRANCH` and `berth deploy --preview BRANCH` make or update the preview of a branch. It gets a copy of the variables of the environment that it is based on, and none of its secrets unless --secrets allows them. Needs the role admin.';
  static override examples = [
    '<%= config.bin %> previews enable',
    { description: 'For some branches, at most three, for two days', command: "<%= config.bin %> previews enable --branches 'feature/*,fix/*' --most 3 --ttl 2d" },
    { description: 'With two of the secrets', command: '<%= config.bin %> previews enable --secrets STRIPE_TEST_KEY,MAIL_TOKEN' },
  ];
  static override flags = { ...flagsOfApp, ...settingsFlags };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(PreviewsEnable);
    const body = { enabled: true, ...settingsOf(flags) };
    const session = this.openSession(flags);
    const path = { tenant: await session.tenant(), app: session.requireApp() };
    const settings = await session.api.ask((client) => client.PATCH('/v1/tenants/{tenant}/apps/{app}/previews/settings', { params: { path }, body }));
    this.print(renderFields(settingsFields(settings), this.style));
    return settings;
  }
}
