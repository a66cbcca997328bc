import { Flags } from '@oclif/core';
import { appFlags, BerthCommand } from '../../berth-command.js';
import { readPages } from '../../http/read-pages.js';
import { formatAge } from '../../output/quantities.js';

const { environment: _environment, ...flagsOfApp } = appFlags;
const shortId = 9;

export default class RepoDeliveries extends BerthCommand {
  static override summary = 'List the pushes that the provider told of, and what became of each.';
  static override examples = ['<%= config.bin %> repo deliveries', '<%= config.bin %> repo deliveries --limit 5 --json'];
  static override flags = { ...flagsOfApp, limit: Flags.integer({ char: 'n', default: 20, min: 1, max: 1000, helpValue: 'N', summary: 'How many at most.' }) };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(RepoDeliveries);
    const { session, target } = await this.openApp({ ...flags, environment: 'production' });
    const items = await readPages((page) => session.api.ask((client) => client.GET('/v1/tenants/{tenant}/apps/{app}/repository/deliveries', { params: { path: target, query: page } })), flags.limit);
    const now = new Date();
    this.printTable(
      items,
      [
        { title: 'Id', value: ({ id }) => id },
        { title: 'State', value: ({ state }) => state },
        { title: 'Branch', value: ({ branch }) => branch },
        { title: 'Commit', value: ({ commit }) => commit?.slice(0, shortId) ?? null },
        { title: 'Deployment', value: ({ deployment, environment }) => (deployment === null ? null : `${deployment} in ${environment}`) },
        { title: 'Told', value: ({ reported, reportFailure }) => (reportFailure === null ? reported : 'failed') },
        { title: 'When', value: ({ receivedAt }) => `${formatAge(receivedAt, now)} ago` },
        { title: 'Reason', value: ({ reason, reportFailure }) => reason ?? reportFailure, flexible: true },
      ],
      'The provider has told of no push yet.',
    );
    return { items };
  }
}
