import { Args } from '@oclif/core';
import { appFlags, BerthCommand } from '../../berth-command.js';
import { changeConfig, configFlags } from '../../deploy/change-config.js';
import { readConfig, requireNames } from '../../deploy/read-config.js';
import { checkConfigName } from '../../input/parse-assignments.js';

export default class ConfigUnset extends BerthCommand {
  static override summary = 'Remove variables, and deploy at once.';
  static override examples = ['<%= config.bin %> config unset LOG_LEVEL'];
  static override strict = false;
  static override args = { name: Args.string({ required: true, description: 'Name of a variable; several may follow each other.' }) };
  static override flags = { ...appFlags, ...configFlags };

  async run(): Promise<unknown> {
    const { argv, flags } = await this.parse(ConfigUnset);
    const unset = (argv as string[]).map(checkConfigName);
    const { session, target } = await this.openApp(flags);
    requireNames(unset, Object.keys((await readConfig(session.api, target)).variables), 'variable', target.app);
    return changeConfig(session.api, target, { unset }, { flags, note: (text) => this.note(text) });
  }
}
