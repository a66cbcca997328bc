import { Args } from '@oclif/core';
import { appFlags, BerthCommand } from '../../berth-command.js';
import { changeConfig, configFlags } from '../../deploy/change-config.js';
import { readConfig, requireNames } from '../../deploy/read-config.js';
import { checkConfigName } from '../../input/parse-assignments.js';

export default class SecretsUnset extends BerthCommand {
  static override summary = 'Remove secrets, and deploy at once.';
  static override examples = ['<%= config.bin %> secrets unset DATABASE_PASSWORD'];
  static override strict = false;
  static override args = { name: Args.string({ required: true, description: 'Name of a secret; several may follow each other.' }) };
  static override flags = { ...appFlags, ...configFlags };

  async run(): Promise<unknown> {
    const { argv, flags } = await this.parse(SecretsUnset);
    const unset = (argv as string[]).map(checkConfigName);
    const { session, target } = await this.openApp(flags);
    requireNames(unset, (await readConfig(session.api, target)).secrets, 'secret', target.app);
    return changeConfig(session.api, target, { unset }, { flags, note: (text) => this.note(text) });
  }
}
