import { BerthCommand } from '../berth-command.js';
import { usageFailure } from '../cli-failure.js';
import { removeLink } from '../settings/folder-link.js';

export default class Unlink extends BerthCommand {
  static override summary = 'Forget which app this folder belongs to; the app stays.';
  static override examples = ['<%= config.bin %> unlink'];

  async run(): Promise<unknown> {
    await this.parse(Unlink);
    if (!removeLink(process.cwd())) throw usageFailure('This folder is not linked to an app.', 'Nothing to do.');
    this.note('Forgot the link of this folder.');
    return { unlinked: true };
  }
}
