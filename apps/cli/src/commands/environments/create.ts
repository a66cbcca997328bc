import { Args } from '@oclif/core';
import { environmentSlug } from '@berth/domain';
import { appFlags, BerthCommand, named } from '../../berth-command.js';

const { environment: _environment, ...flagsOfApp } = appFlags;

export default class EnvironmentsCreate extends BerthCommand {
  static override summary = 'Make an environment of an app, with a URL and config of its own.';
  static override examples = ['<%= config.bin %> environments create staging --app shop', { description: 'Then deploy to it', command: '<%= config.bin %> deploy --environment staging' }];
  static override args = { name: Args.string({ required: true, description: 'Name of the environment.', parse: named('an environment', environmentSlug) }) };
  static override flags = { ...flagsOfApp };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(EnvironmentsCreate);
    const { session, target } = await this.openApp({ ...flags, environment: args.name });
    const environment = await session.api.askOnce((client, header) => client.POST('/v1/tenants/{tenant}/apps/{app}/environments', { params: { path: target, header }, body: { name: args.name } }));
    this.note(`Made environment ${environment.name} of ${environment.app}. Deploy to it with \`berth deploy --environment ${environment.name}\`.`);
    this.print(environment.url);
    return environment;
  }
}
