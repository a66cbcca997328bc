import { appFlags, BerthCommand } from '../../berth-command.js';
import { webhookSteps } from '../../repo/webhook-steps.js';

const { environment: _environment, ...flagsOfApp } = appFlags;

export default class RepoRotateSecret extends BerthCommand {
  static override summary = 'Make a new webhook secret; the old one is refused at once.';
  static override examples = ['<%= config.bin %> repo rotate-secret'];
  static override flags = { ...flagsOfApp };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(RepoRotateSecret);
    const { session, target } = await this.openApp({ ...flags, environment: 'production' });
    const rotated = await session.api.askOnce((client, header) => client.POST('/v1/tenants/{tenant}/apps/{app}/repository/secret', { params: { path: target, header } }));
    for (const line of webhookSteps(rotated)) this.print(line);
    return rotated;
  }
}
