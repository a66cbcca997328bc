import { Args } from '@oclif/core';
import { BerthCommand } from '../../berth-command.js';
import { usageFailure } from '../../cli-failure.js';
import { readPages } from '../../http/read-pages.js';

export default class TokensDelete extends BerthCommand {
  static override summary = 'Revoke an API token.';
  static override examples = ['<%= config.bin %> tokens delete ci'];
  static override args = { token: Args.string({ required: true, description: 'Name, id or beginning of the token.' }) };

  async run(): Promise<unknown> {
    const { args } = await this.parse(TokensDelete);
    const { api } = this.openSession();
    const all = await readPages((query) => api.ask((client) => client.GET('/v1/tokens', { params: { query } })));
    const found = all.filter(({ id, name, prefix }) => id === args.token || name === args.token || prefix === args.token);
    if (found.length === 0) throw usageFailure(`You have no token “${args.token}”.`, '`berth tokens list` shows them.');
    if (found.length > 1) throw usageFailure(`${found.length} tokens are called “${args.token}”.`, 'Name the one that is meant by its id.', found.map(({ id, prefix }) => `${id}  ${prefix}`));
    const { id, name } = found[0]!;
    await api.ask((client) => client.DELETE('/v1/tokens/{token}', { params: { path: { token: id } } }));
    this.note(`Revoked token ${name}.`);
    return { id, name, revoked: true };
  }
}
