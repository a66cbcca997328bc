import { loadHelpClass } from '@oclif/core';
import { BerthCommand } from '../berth-command.js';
import { commandNotFoundFailure } from '../hooks/command-not-found.js';

export default class Help extends BerthCommand {
  static override summary = 'Show what a command does, with examples.';
  static override examples = ['<%= config.bin %> help', '<%= config.bin %> help config set'];
  static override strict = false;
  static override enableJsonFlag = false;

  async run(): Promise<void> {
    const { argv } = await this.parse(Help);
    const words = argv as string[];
    const id = words.join(':');
    if (words.length > 0 && !this.config.findCommand(id) && !this.config.findTopic(id)) throw commandNotFoundFailure(id, this.config);
    const HelpClass = await loadHelpClass(this.config);
    await new HelpClass(this.config, this.config.pjson.oclif.helpOptions).showHelp(words);
  }
}
