import { Flags } from '@oclif/core';
import { appFlags, BerthCommand } from '../../berth-command.js';
import { usageFailure } from '../../cli-failure.js';
import { askSecret, readStdin } from '../../input/ask.js';

const { environment: _environment, ...flagsOfApp } = appFlags;

export default class RepoToken extends BerthCommand {
  static override summary = 'Set or remove the provider’s access token.';
  static override description = 'It reads a private repository and reports how each deployment ended. GitHub: a fine-grained token with “Contents: read” and “Commit statuses: read and write”. GitLab: a project access token with the scopes read_repository and api.';
  static override examples = [{ description: 'Asks for it', command: '<%= config.bin %> repo token' }, { description: 'From a file', command: '<%= config.bin %> repo token < token' }, '<%= config.bin %> repo token --remove'];
  static override flags = { ...flagsOfApp, remove: Flags.boolean({ summary: 'Forget the token.' }) };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(RepoToken);
    const { session, target } = await this.openApp({ ...flags, environment: 'production' });
    const token = flags.remove ? null : process.stdin.isTTY ? await askSecret('Access token:') : await readStdin();
    if (token === '') throw usageFailure('The token is empty; nothing was changed.', 'Give it on stdin, or remove it with --remove.');
    const repository = await session.api.ask((client) => client.PATCH('/v1/tenants/{tenant}/apps/{app}/repository', { params: { path: target }, body: { token } }));
    this.note(repository.hasToken ? 'The token is kept, sealed.' : 'No token is kept.');
    return repository;
  }
}
