import { Args } from '@oclif/core';
import { text } from 'node:stream/consumers';
import { BerthCommand } from '../../berth-command.js';
import { parseCredential } from '../../git/parse-credential.js';
import { tokenFor } from '../../git/token-for.js';

export default class GitCredential extends BerthCommand {
  static override summary = 'Answer git’s question for a login; `berth git remote` sets it up.';
  static override examples = ['<%= config.bin %> git credential get'];
  static override args = { operation: Args.string({ required: true, options: ['get', 'store', 'erase'], description: 'What git wants (gitcredentials).' }) };
  static override enableJsonFlag = false;

  async run(): Promise<void> {
    const { args } = await this.parse(GitCredential);
    const { protocol, host } = parseCredential(await text(process.stdin));
    const url = `${protocol}://${host}/api`;
    if (args.operation === 'erase') return this.note(`The login at ${url} was refused. Run \`berth login\`, or set BERTH_TOKEN.`);
    if (args.operation !== 'get' || protocol === undefined || host === undefined) return;
    const token = tokenFor(this.readEnv(), url);
    if (token === null) this.note(`You are not logged in at ${url}. Run \`berth login\`, or set BERTH_TOKEN.`);
    process.stdout.write(token === null ? 'quit=1\n' : `username=berth\npassword=${token}\n`);
  }
}
