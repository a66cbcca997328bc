import { appFlags, BerthCommand } from '../berth-command.js';
import { openInBrowser } from '../login/log-in-by-browser.js';

export default class Open extends BerthCommand {
  static override summary = 'Open the app in the browser, and print its URL.';
  static override examples = ['<%= config.bin %> open', '<%= config.bin %> open --app shop'];
  static override flags = { ...appFlags };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(Open);
    const { session, target } = await this.openApp(flags);
    const { url } = await session.api.ask((client) => client.GET('/v1/tenants/{tenant}/apps/{app}/environments/{environment}', { params: { path: target } }));
    this.print(url);
    if (this.interactive) await openInBrowser(url);
    return { url };
  }
}
