import { Args } from '@oclif/core';
import { appSlug } from '@berth/domain';
import { BerthCommand, named, tenantFlag } from '../berth-command.js';
import { usageFailure } from '../cli-failure.js';
import { askChoice } from '../input/ask.js';
import { readPages } from '../http/read-pages.js';
import { writeLink } from '../settings/folder-link.js';

export default class Link extends BerthCommand {
  static override summary = 'Link this folder to an app, so that --app can be left out.';
  static override description = 'The link lies in .berth/app.json, which git ignores.';
  static override examples = ['<%= config.bin %> link shop', '<%= config.bin %> link shop --tenant acme'];
  static override args = { app: Args.string({ ignoreStdin: true, description: 'Name of the app; asked for when absent.', parse: named('an app', appSlug) }) };
  static override flags = { ...tenantFlag };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(Link);
    const session = this.openSession(flags);
    const tenant = await session.tenant();
    const name = args.app ?? (await this.choose(tenant, session.api));
    const app = await session.api.ask((client) => client.GET('/v1/tenants/{tenant}/apps/{app}', { params: { path: { tenant, app: name } } }));
    const link = { url: session.url, tenant, app: app.name };
    writeLink(process.cwd(), link);
    this.note(`Linked this folder to app ${app.name} of tenant ${tenant}.`);
    return link;
  }

  private async choose(tenant: string, api: ReturnType<BerthCommand['openSession']>['api']): Promise<string> {
    if (!this.interactive) throw usageFailure('Which app?', 'Name it: `berth link NAME`.');
    const apps = await readPages((query) => api.ask((client) => client.GET('/v1/tenants/{tenant}/apps', { params: { path: { tenant }, query } })));
    if (apps.length === 0) throw usageFailure(`Tenant ${tenant} has no apps.`, 'Make one: `berth deploy` in its folder.');
    return askChoice('App:', apps.map(({ name }) => name));
  }
}
