import { Args, Flags } from '@oclif/core';
import { environmentSlug } from '@berth/domain';
import { appFlags, BerthCommand, named } from '../../berth-command.js';
import { waitUntilGone } from '../../http/wait-until-gone.js';
import { confirmName } from '../../input/ask.js';

const { environment: _environment, ...flagsOfApp } = appFlags;

export default class EnvironmentsDelete extends BerthCommand {
  static override summary = 'Delete an environment with its releases, config and logs.';
  static override examples = ['<%= config.bin %> environments delete staging', { description: 'In a script', command: '<%= config.bin %> environments delete staging --app shop --confirm staging' }];
  static override args = { name: Args.string({ required: true, description: 'Name of the environment.', parse: named('an environment', environmentSlug) }) };
  static override flags = {
    ...flagsOfApp,
    confirm: Flags.string({ helpValue: 'NAME', summary: 'The environment’s name again, instead of the question.' }),
    detach: Flags.boolean({ char: 'd', summary: 'Do not wait until it is gone.' }),
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(EnvironmentsDelete);
    const { session, target } = await this.openApp({ ...flags, environment: args.name });
    const read = () => session.api.ask((client) => client.GET('/v1/tenants/{tenant}/apps/{app}/environments/{environment}', { params: { path: target } }));
    await read();
    await confirmName(args.name, { confirm: flags.confirm, interactive: this.interactive, warning: `This deletes environment ${args.name} of app ${target.app} with everything that is its, for good, what is on its volumes too.` });
    const environment = await session.api.ask((client) => client.DELETE('/v1/tenants/{tenant}/apps/{app}/environments/{environment}', { params: { path: target, query: { confirm: args.name } } }));
    if (flags.detach) this.note(`Environment ${args.name} is being deleted.`);
    else {
      await waitUntilGone(read, `Environment ${args.name}`);
      this.note(`Deleted environment ${args.name}.`);
    }
    return environment;
  }
}
