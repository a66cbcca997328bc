import { Args } from '@oclif/core';
import { BerthCommand } from '../berth-command.js';
import { completionScript, shells, type Shell } from '../output/completion-script.js';

export default class Completion extends BerthCommand {
  static override summary = 'Print a script that completes commands and flags in a shell.';
  static override examples = [
    { description: 'bash, in ~/.bashrc', command: 'eval "$(<%= config.bin %> completion bash)"' },
    { description: 'zsh, in ~/.zshrc after compinit', command: 'eval "$(<%= config.bin %> completion zsh)"' },
    { description: 'fish', command: '<%= config.bin %> completion fish > ~/.config/fish/completions/berth.fish' },
  ];
  static override enableJsonFlag = false;
  static override args = { shell: Args.string({ required: true, options: [...shells], description: 'The shell.' }) };

  async run(): Promise<void> {
    const { args } = await this.parse(Completion);
    const commands = this.config.commands.filter(({ hidden }) => !hidden).map(({ id, summary, flags }) => ({ words: id.split(':'), summary: summary ?? '', flags: Object.keys(flags ?? {}).map((name) => `--${name}`) }));
    process.stdout.write(completionScript(args.shell as Shell, commands));
  }
}
