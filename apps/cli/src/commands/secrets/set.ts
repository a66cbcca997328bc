import { Args } from '@oclif/core';
import { appFlags, BerthCommand } from '../../berth-command.js';
import { usageFailure } from '../../cli-failure.js';
import { changeConfig, configFlags } from '../../deploy/change-config.js';
import { askSecret, readStdin } from '../../input/ask.js';
import { checkConfigName, parseAssignments } from '../../input/parse-assignments.js';

export default class SecretsSet extends BerthCommand {
  static override summary = 'Set a secret, and deploy it at once.';
  static override description = 'With the name alone, the value is asked for without showing it, or read from stdin. A value in the command line stays in the shell’s history.';
  static override examples = [
    { description: 'Asks for the value', command: '<%= config.bin %> secrets set DATABASE_PASSWORD' },
    { description: 'From a file', command: '<%= config.bin %> secrets set TLS_KEY < key.pem' },
    { description: 'Several at once', command: '<%= config.bin %> secrets set A="$A" B="$B"' },
  ];
  static override strict = false;
  static override args = { secret: Args.string({ required: true, description: 'NAME, or NAME=VALUE; several of the second kind may follow each other.', ignoreStdin: true }) };
  static override flags = { ...appFlags, ...configFlags };

  async run(): Promise<unknown> {
    const { argv, flags } = await this.parse(SecretsSet);
    const words = argv as string[];
    const { session, target } = await this.openApp(flags);
    const secrets = words.length === 1 && !words[0]!.includes('=') ? { [checkConfigName(words[0]!)]: await this.readValue(words[0]!) } : parseAssignments(words);
    return changeConfig(session.api, target, { secrets }, { flags, note: (text) => this.note(text) });
  }

  private async readValue(name: string): Promise<string> {
    const value = process.stdin.isTTY ? await askSecret(`Value of ${name}:`) : await readStdin();
    if (value === '') throw usageFailure(`The value of ${name} is empty; nothing was changed.`, `Give it on stdin, or remove the secret with \`berth secrets unset ${name}\`.`);
    return value;
  }
}
