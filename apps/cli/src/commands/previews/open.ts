import { Args } from '@oclif/core';
import { appFlags, BerthCommand } from '../../berth-command.js';
import { openInBrowser } from '../../login/log-in-by-browser.js';
import { findPreview } from '../../previews/find-preview.js';

const { environment: _environment, ...flagsOfApp } = appFlags;

export default class PreviewsOpen extends BerthCommand {
  static override summary = 'Open a branch’s preview in the browser, and print its URL.';
  static override examples = ['<%= config.bin %> previews open feature/login'];
  static override args = { branch: Args.string({ required: true, description: 'Name of the branch.' }) };
  static override flags = { ...flagsOfApp };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(PreviewsOpen);
    const session = this.openSession(flags);
    const { url } = await findPreview(session.api, { tenant: await session.tenant(), app: session.requireApp() }, args.branch);
    this.print(url);
    if (this.interactive) await openInBrowser(url);
    return { url };
  }
}
