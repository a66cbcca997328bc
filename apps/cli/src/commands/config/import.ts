import { readFileSync } from 'node:fs';
import { Args, Flags } from '@oclif/core';
import { appFlags, BerthCommand } from '../../berth-command.js';
import { usageFailure } from '../../cli-failure.js';
import { changeConfig, configFlags } from '../../deploy/change-config.js';
import { readStdin } from '../../input/ask.js';
import { readEnvFile } from '../../input/read-env-file.js';
import { count } from '../../output/quantities.js';
import { fileFailure } from '../../settings/file-failure.js';

export default class ConfigImport extends BerthCommand {
  static override summary = 'Set all variables of a .env file, or none.';
  static override description = 'A line that is not understood is named with its number, and then nothing is imported.';
  static override examples = ['<%= config.bin %> config import .env', { description: 'As secrets, from stdin', command: 'decrypt prod.env | <%= config.bin %> config import - --secret' }];
  static override args = { file: Args.string({ required: true, description: 'The file; `-` for stdin.', ignoreStdin: true }) };
  static override flags = { ...appFlags, ...configFlags, secret: Flags.boolean({ summary: 'Store the values as secrets.' }) };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(ConfigImport);
    const name = args.file === '-' ? 'stdin' : args.file;
    const values = readEnvFile(args.file === '-' ? await readStdin() : this.read(args.file), name);
    const number = Object.keys(values).length;
    if (number === 0) throw usageFailure(`${name} sets nothing.`, 'Write a line NAME=VALUE for each variable.');
    const { session, target } = await this.openApp(flags);
    const answer = await changeConfig(session.api, target, flags.secret ? { secrets: values } : { set: values }, { flags, note: (text) => this.note(text) });
    this.note(`Imported ${count(number, flags.secret ? 'secret' : 'variable')} from ${name}.`);
    return answer;
  }

  private read(path: string): string {
    try {
      return readFileSync(path, 'utf8');
    } catch (error) {
      throw fileFailure(error, path, 'read');
    }
  }
}
