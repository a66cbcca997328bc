import { Flags } from '@oclif/core';
import { BerthCommand } from '../berth-command.js';
import { CliFailure } from '../cli-failure.js';
import { InstallationsFile } from '../settings/installations.js';

export default class Logout extends BerthCommand {
  static override summary = 'Forget the login of this computer.';
  static override description = 'A token that the browser login made is revoked too, with the tokens that were made with it; a token that you brought is only forgotten.';
  static override examples = ['<%= config.bin %> logout', { description: 'Revoke a token that you brought', command: '<%= config.bin %> logout --revoke' }];
  static override flags = { revoke: Flags.boolean({ summary: 'Revoke the token even if you brought it yourself.' }) };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(Logout);
    const env = this.readEnv();
    const session = this.openSession();
    const file = new InstallationsFile(env.configFolder);
    const all = file.read();
    const stored = all.installations[session.url];
    if (stored?.token === null || stored === undefined) throw new CliFailure(`No login for ${session.url} is stored here.`, { code: 'not-logged-in', remedy: env.token === undefined ? 'Nothing to do.' : 'The token comes from BERTH_TOKEN: unset it.' });
    let revoked = false;
    if ((stored.ownToken || flags.revoke) && (env.token === undefined || env.token === stored.token)) {
      try {
        await session.api.ask((client) => client.POST('/v1/logout'));
        revoked = true;
      } catch (error) {
        if (!(error instanceof CliFailure)) throw error;
        if (error.status !== 401) this.note(`! The token could not be revoked (${error.message}); revoke it in the portal.`);
      }
    }
    file.update(session.url, { token: null, ownToken: false, email: null });
    this.note(`Logged out of ${session.url}.`);
    return { url: session.url, revoked };
  }
}
