import { appFlags, BerthCommand } from '../../berth-command.js';

const { environment: _environment, ...flagsOfApp } = appFlags;

export default class RepoDisconnect extends BerthCommand {
  static override summary = 'Disconnect an app from its repository.';
  static override description = 'What was deployed stays. Secret, token and the list of deliveries are forgotten; remove the webhook at the provider too.';
  static override examples = ['<%= config.bin %> repo disconnect --app shop'];
  static override flags = { ...flagsOfApp };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(RepoDisconnect);
    const { session, target } = await this.openApp({ ...flags, environment: 'production' });
    await session.api.ask((client) => client.DELETE('/v1/tenants/{tenant}/apps/{app}/repository', { params: { path: target } }));
    this.note(`App ${target.app} is not connected to a repository any more.`);
    return { disconnected: true };
  }
}
