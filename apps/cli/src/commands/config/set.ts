import { Args } from '@oclif/core';
import { appFlags, BerthCommand } from '../../berth-command.js';
import { changeConfig, configFlags } from '../../deploy/change-config.js';
import { parseAssignments } from '../../input/parse-assignments.js';

export default class ConfigSet extends BerthCommand {
  static override summary = 'Set variables, and deploy them at once.';
  static override description = 'All or nothing. Passwords and keys belong into `berth secrets set`.';
  static override examples = ['<%= config.bin %> config set LOG_LEVEL=debug', { description: 'Several, without deploying', command: '<%= config.bin %> config set A=1 "B=two words" --no-deploy' }];
  static override strict = false;
  static override args = { variable: Args.string({ required: true, description: 'NAME=VALUE; several may follow each other.' }) };
  static override flags = { ...appFlags, ...configFlags };

  async run(): Promise<unknown> {
    const { argv, flags } = await this.parse(ConfigSet);
    const set = parseAssignments(argv as string[]);
    const { session, target } = await this.openApp(flags);
    return changeConfig(session.api, target, { set }, { flags, note: (text) => this.note(text) });
  }
}
