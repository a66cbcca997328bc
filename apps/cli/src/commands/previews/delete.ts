import { Args, Flags } from '@oclif/core';
import { appFlags, BerthCommand } from '../../berth-command.js';
import { waitUntilGone } from '../../http/wait-until-gone.js';
import { findPreview } from '../../previews/find-preview.js';

const { environment: _environment, ...flagsOfApp } = appFlags;

export default class PreviewsDelete extends BerthCommand {
  static override summary = 'Delete the preview of a branch with its releases, config and logs.';
  static override description = '`git push berth :BRANCH` does that too. The branch itself, in your repository, is not touched.';
  static override examples = ['<%= config.bin %> previews delete feature/login'];
  static override args = { branch: Args.string({ required: true, description: 'Name of the branch.' }) };
  static override flags = { ...flagsOfApp, detach: Flags.boolean({ char: 'd', summary: 'Do not wait until it is gone.' }) };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(PreviewsDelete);
    const session = this.openSession(flags);
    const path = { tenant: await session.tenant(), app: session.requireApp() };
    const { name } = await findPreview(session.api, path, args.branch);
    const environment = await session.api.ask((client) => client.DELETE('/v1/tenants/{tenant}/apps/{app}/previews', { params: { path, query: { branch: args.branch } } }));
    if (flags.detach) this.note(`The preview of ${args.branch} is being deleted.`);
    else {
      await waitUntilGone(() => session.api.ask((client) => client.GET('/v1/tenants/{tenant}/apps/{app}/environments/{environment}', { params: { path: { ...path, environment: name } } })), `The preview of ${args.branch}`);
      this.note(`Deleted the preview of ${args.branch}.`);
    }
    return environment;
  }
}
