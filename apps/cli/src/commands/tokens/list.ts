import { BerthCommand } from '../../berth-command.js';
import { readPages } from '../../http/read-pages.js';
import { formatAge } from '../../output/quantities.js';

export default class TokensList extends BerthCommand {
  static override summary = 'List your API tokens.';
  static override examples = ['<%= config.bin %> tokens list'];

  async run(): Promise<unknown> {
    await this.parse(TokensList);
    const { api } = this.openSession();
    const items = await readPages((query) => api.ask((client) => client.GET('/v1/tokens', { params: { query } })));
    const now = new Date();
    this.printTable(
      items,
      [
        { title: 'Name', value: ({ name }) => name, flexible: true },
        { title: 'Begins with', value: ({ prefix }) => prefix },
        { title: 'Tenant', value: ({ tenant }) => tenant ?? 'all' },
        { title: 'Role', value: ({ role }) => role ?? 'yours' },
        { title: 'Last used', value: ({ lastUsedAt }) => (lastUsedAt === null ? 'never' : `${formatAge(lastUsedAt, now)} ago`) },
        { title: 'Expires', value: ({ expiresAt }) => expiresAt?.slice(0, 10) ?? 'never' },
        { title: 'Id', value: ({ id }) => id },
      ],
      'You have no API tokens. Make one with `berth tokens create NAME`.',
    );
    return { items };
  }
}
