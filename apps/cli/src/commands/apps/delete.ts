import { Args, Flags } from '@oclif/core';
import { appSlug } from '@berth/domain';
import { BerthCommand, named, tenantFlag } from '../../berth-command.js';
import { waitUntilGone } from '../../http/wait-until-gone.js';
import { confirmName } from '../../input/ask.js';

export default class AppsDelete extends BerthCommand {
  static override summary = 'Delete an app with its releases, config, images and logs.';
  static override examples = ['<%= config.bin %> apps delete shop', { description: 'In a script', command: '<%= config.bin %> apps delete shop --confirm shop' }];
  static override args = { name: Args.string({ required: true, description: 'Name of the app.', parse: named('an app', appSlug) }) };
  static override flags = {
    ...tenantFlag,
    confirm: Flags.string({ helpValue: 'NAME', summary: 'The app’s name again, instead of the question.' }),
    detach: Flags.boolean({ char: 'd', summary: 'Do not wait until it is gone.' }),
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(AppsDelete);
    const session = this.openSession(flags);
    const path = { tenant: await session.tenant(), app: args.name };
    const read = () => session.api.ask((client) => client.GET('/v1/tenants/{tenant}/apps/{app}', { params: { path } }));
    await read();
    await confirmName(args.name, { confirm: flags.confirm, interactive: this.interactive, warning: `This deletes app ${args.name} of tenant ${path.tenant} with everything that is its, for good, what is on its volumes too.` });
    const app = await session.api.ask((client) => client.DELETE('/v1/tenants/{tenant}/apps/{app}', { params: { path, query: { confirm: args.name } } }));
    if (flags.detach) this.note(`App ${args.name} is being deleted.`);
    else {
      await waitUntilGone(read, `App ${args.name}`);
      this.note(`Deleted app ${args.name}.`);
    }
    return app;
  }
}
