import { appFlags, BerthCommand } from '../../berth-command.js';
import { formatAge } from '../../output/quantities.js';

const { environment: _environment, ...flagsOfApp } = appFlags;

export default class RepoInfo extends BerthCommand {
  static override summary = 'Show the repository that an app is connected to.';
  static override examples = ['<%= config.bin %> repo info', '<%= config.bin %> repo info --app shop --json'];
  static override flags = { ...flagsOfApp };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(RepoInfo);
    const { session, target } = await this.openApp({ ...flags, environment: 'production' });
    const repository = await session.api.ask((client) => client.GET('/v1/tenants/{tenant}/apps/{app}/repository', { params: { path: target } }));
    const { url, webhookUrl, rules, hasToken, createdBy, lastDeliveryAt } = repository;
    const lines: [string, string][] = [
      ['Repository', url],
      ['Webhook', webhookUrl],
      ['Deploys', rules.map(({ branch, environment }) => `${branch} → ${environment ?? 'its preview'}`).join(', ')],
      ['Token', hasToken ? 'kept' : 'none: public repositories alone, and no states of commits'],
      ['Connected by', createdBy ?? 'nobody who is known'],
      ['Last delivery', lastDeliveryAt === null ? 'none yet' : `${formatAge(lastDeliveryAt, new Date())} ago`],
    ];
    for (const [name, value] of lines) this.print(`${`${name}:`.padEnd(15)}${value}`);
    return repository;
  }
}
