import { hostname } from 'node:os';
import { Flags } from '@oclif/core';
import { BerthCommand } from '../berth-command.js';
import { usageFailure } from '../cli-failure.js';
import { askSecret, readStdin } from '../input/ask.js';
import { Api } from '../http/api.js';
import { openDispatcher } from '../http/dispatcher.js';
import { logInByBrowser } from '../login/log-in-by-browser.js';
import { findApi } from '../login/find-api.js';
import { InstallationsFile, normalUrl } from '../settings/installations.js';
import { readCa, readCertificate, refuseOpenTransport } from '../settings/session.js';

export default class Login extends BerthCommand {
  static override summary = 'Log in to an installation.';
  static override description = 'Opens the portal in a browser, where you confirm the code that is shown here. Without a browser, give a token that `berth tokens create` or the portal made. The token is stored in $XDG_CONFIG_HOME/berth/installations.json, readable by you alone.';
  static override examples = [
    { description: 'Log in by the browser', command: '<%= config.bin %> login --url https://berth.example.com' },
    { description: 'Log in with a token from stdin', command: 'cat token | <%= config.bin %> login --url https://berth.example.com --token -' },
    { description: 'Trust the authority of a private installation', command: '<%= config.bin %> login --url https://berth.localhost --ca ca.crt' },
  ];
  static override flags = {
    url: Flags.string({ char: 'u', helpValue: 'URL', summary: 'Address of the installation; BERTH_URL or the one used last when absent.' }),
    token: Flags.string({ helpValue: 'TOKEN', summary: 'Log in with this token; `-` reads it from stdin or asks for it.' }),
    ca: Flags.string({ helpValue: 'FILE', summary: 'Certificate (PEM) of the authority that signs the installation’s; stored with the login.' }),
    'no-browser': Flags.boolean({ summary: 'Show the address instead of opening it.' }),
  };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(Login);
    const env = this.readEnv();
    const file = new InstallationsFile(env.configFolder);
    const known = file.read();
    const given = flags.url ?? env.url ?? known.current;
    if (given === null) throw usageFailure('Which installation?', 'Add --url with its address, such as https://berth.example.com.');
    if (!/^https?:\/\//.test(given) || !URL.canParse(given)) throw usageFailure(`“${given}” is no address.`, 'Write it as https://berth.example.com.');
    refuseOpenTransport(given);
    const ca = flags.ca === undefined ? (readCa(env) ?? known.installations[normalUrl(given)]?.ca ?? known.installations[normalUrl(`${normalUrl(given)}/api`)]?.ca ?? null) : readCertificate(flags.ca);
    const dispatcher = openDispatcher(given, { ca }, env);
    try {
      const url = await findApi(normalUrl(given), dispatcher, this.userAgent);
      const open = (token: string | null) => new Api({ url, token, tokenOrigin: token === null ? 'none' : 'login', dispatcher, userAgent: this.userAgent });
      const byBrowser = flags.token === undefined;
      const token = byBrowser
        ? await logInByBrowser(open(null), { clientName: `berth on ${hostname()}`.slice(0, 80), openBrowser: !flags['no-browser'] && this.interactive, note: (text) => this.note(text) })
        : await this.readToken(flags.token!);
      const me = await open(token).ask((client) => client.GET('/v1/me'));
      const [only] = me.tenants.length === 1 ? me.tenants : [];
      const before = known.installations[url];
      file.update(url, { token, ownToken: byBrowser, email: me.email, ca, tenant: me.tenants.some(({ tenant }) => tenant === before?.tenant) ? before!.tenant : (only?.tenant ?? null) }, { current: true });
      this.note(`Logged in to ${url} as ${me.email}${only === undefined ? '' : `, tenant ${only.tenant}`}.`);
      if (me.tenants.length > 1) this.note('You belong to several tenants: choose one with `berth tenants switch`.');
      return { url, email: me.email, operator: me.operator, tenants: me.tenants };
    } finally {
      await dispatcher.destroy();
    }
  }

  private async readToken(given: string): Promise<string> {
    const token = (given !== '-' ? given : process.stdin.isTTY ? await askSecret('Token:') : await readStdin()).trim();
    if (token === '') throw usageFailure('The token is empty.', 'Make one with `berth tokens create` or in the portal.');
    return token;
  }
}
