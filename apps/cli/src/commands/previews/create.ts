import { Args } from '@oclif/core';
import { appFlags, BerthCommand } from '../../berth-command.js';

const { environment: _environment, ...flagsOfApp } = appFlags;

export default class PreviewsCreate extends BerthCommand {
  static override summary = 'Make the preview of a branch without deploying to it yet.';
  static override description = '`git push berth BRANCH` and `berth deploy --preview BRANCH` do that too. Useful to set its config before the first deployment.';
  static override examples = ['<%= config.bin %> previews create feature/login', { description: 'And give it a secret of its own', command: '<%= config.bin %> secrets set API_KEY --environment feature-login' }];
  static override args = { branch: Args.string({ required: true, description: 'Name of the branch.' }) };
  static override flags = { ...flagsOfApp };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(PreviewsCreate);
    const session = this.openSession(flags);
    const path = { tenant: await session.tenant(), app: session.requireApp() };
    const environment = await session.api.ask((client) => client.POST('/v1/tenants/{tenant}/apps/{app}/previews', { params: { path }, body: { branch: args.branch } }));
    this.note(`The preview of ${args.branch} is environment ${environment.name}. Deploy to it with \`berth deploy --preview ${args.branch}\`; it will answer at`);
    this.print(environment.url);
    return environment;
  }
}
