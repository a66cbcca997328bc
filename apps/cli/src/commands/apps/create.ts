import { Args, Flags } from '@oclif/core';
import { appSlug } from '@berth/domain';
import { BerthCommand, named, tenantFlag } from '../../berth-command.js';
import { createApp } from '../../deploy/ensure-app.js';
import { writeLink } from '../../settings/folder-link.js';

export default class AppsCreate extends BerthCommand {
  static override summary = 'Make an app. `berth deploy` does that too.';
  static override examples = ['<%= config.bin %> apps create shop', { description: 'And link this folder to it', command: '<%= config.bin %> apps create shop --link' }];
  static override args = { name: Args.string({ required: true, description: 'Name of the app; a part of its URL.', parse: named('an app', appSlug) }) };
  static override flags = { ...tenantFlag, link: Flags.boolean({ summary: 'Link this folder to the app.' }) };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(AppsCreate);
    const session = this.openSession(flags);
    const tenant = await session.tenant();
    const app = await createApp(session.api, tenant, args.name);
    if (flags.link) writeLink(process.cwd(), { url: session.url, tenant, app: app.name });
    this.note(`Made app ${app.name} in tenant ${tenant}. Deploy to it with \`berth deploy${flags.link ? '' : ` --app ${app.name}`}\`; it will answer at`);
    this.print(app.url);
    return app;
  }
}
