import { Args, Flags } from '@oclif/core';
import { repositoryProviders, type RepositoryProvider } from '@berth/domain';
import { appFlags, BerthCommand } from '../../berth-command.js';
import { usageFailure } from '../../cli-failure.js';
import { readStdin } from '../../input/ask.js';
import { webhookSteps } from '../../repo/webhook-steps.js';

export default class RepoConnect extends BerthCommand {
  static override summary = 'Deploy what is pushed to a repository at GitHub or GitLab.';
  static override description = 'Prints the webhook’s address and secret, which you enter there. With a token, Berth can read a private repository and shows in it how each deployment ended.';
  static override examples = [
    '<%= config.bin %> repo connect https://github.com/acme/shop',
    { description: 'A private repository, another branch', command: '<%= config.bin %> repo connect https://gitlab.com/acme/shop --branch stable --token-stdin < token' },
    { description: 'On your company’s own host', command: '<%= config.bin %> repo connect https://git.example.com/acme/shop --provider gitlab' },
  ];
  static override args = { url: Args.string({ required: true, description: 'The repository’s https address.', ignoreStdin: true }) };
  static override flags = {
    ...appFlags,
    branch: Flags.string({ default: 'main', helpValue: 'BRANCH', summary: 'Branch that is deployed, or a pattern such as release/*.' }),
    provider: Flags.string({ options: [...repositoryProviders], summary: 'Needed where the host is neither github.com nor gitlab.com.' }),
    'token-stdin': Flags.boolean({ summary: 'Read an access token of the provider from stdin.' }),
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(RepoConnect);
    const { session, target } = await this.openApp(flags);
    const token = flags['token-stdin'] ? await readStdin() : undefined;
    if (token === '') throw usageFailure('There is no token on stdin; nothing was changed.', 'Give it on stdin, or leave out --token-stdin.');
    const body = { url: args.url, branch: flags.branch, environment: target.environment, ...(flags.provider !== undefined && { provider: flags.provider as RepositoryProvider }), ...(token !== undefined && { token }) };
    const connected = await session.api.askOnce((client, header) => client.POST('/v1/tenants/{tenant}/apps/{app}/repository', { params: { path: target, header }, body }));
    this.note(`App ${target.app} is connected to ${connected.repository.url}: ${flags.branch} is deployed to ${target.environment}.`);
    for (const line of webhookSteps(connected)) this.print(line);
    return connected;
  }
}
