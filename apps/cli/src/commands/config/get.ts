import { Args } from '@oclif/core';
import { appFlags, BerthCommand } from '../../berth-command.js';
import { usageFailure } from '../../cli-failure.js';
import { readConfig } from '../../deploy/read-config.js';

export default class ConfigGet extends BerthCommand {
  static override summary = 'Print the value of a variable.';
  static override examples = ['<%= config.bin %> config get LOG_LEVEL'];
  static override args = { name: Args.string({ required: true, description: 'Name of the variable.' }) };
  static override flags = { ...appFlags };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(ConfigGet);
    const { session, target } = await this.openApp(flags);
    const config = await readConfig(session.api, target);
    if (config.secrets.includes(args.name)) throw usageFailure(`${args.name} is a secret: its value never comes out.`, 'Set it anew with `berth secrets set`, or read it inside the app.');
    if (!Object.hasOwn(config.variables, args.name)) throw usageFailure(`App ${target.app} has no variable ${args.name}.`, '`berth config list` shows them all.');
    const value = config.variables[args.name]!;
    this.print(value);
    return { name: args.name, value };
  }
}
