import { mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Flags } from '@oclif/core';
import { appFlags, BerthCommand, tenantFlag } from '../../berth-command.js';
import { CliFailure, usageFailure } from '../../cli-failure.js';
import { git, runGit } from '../../git/run-git.js';
import { fileFailure } from '../../settings/file-failure.js';

export default class GitRemote extends BerthCommand {
  static override summary = 'Set this repository up for `git push berth main`.';
  static override description = 'Adds the remote, lets git log in as you are logged in here (no token is written to the repository), and lets it verify the installation’s certificate.';
  static override examples = ['<%= config.bin %> git remote --app shop', '<%= config.bin %> git remote --name production --app shop'];
  static override flags = {
    app: appFlags.app,
    ...tenantFlag,
    name: Flags.string({ default: 'berth', helpValue: 'NAME', summary: 'Name of the remote.' }),
    force: Flags.boolean({ summary: 'Replace a remote of that name that leads elsewhere.' }),
  };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(GitRemote);
    if (!/^[A-Za-z0-9][\w.-]*$/.test(flags.name)) throw usageFailure(`“${flags.name}” is no name for a remote.`, 'Use letters, digits, hyphens, dots and underscores.');
    if ((await runGit(['rev-parse', '--git-dir'])).code !== 0) throw usageFailure('This folder is in no git repository.', 'Run `git init` first, or deploy without git: `berth deploy`.');
    const session = this.openSession(flags);
    const path = { tenant: await session.tenant(), app: session.requireApp() };
    const { gitUrl: url } = await session.api.ask((client) => client.GET('/v1/tenants/{tenant}/apps/{app}', { params: { path } }));
    if (url === undefined) throw new CliFailure('This installation takes no pushes by git.', { code: 'git-unavailable', remedy: 'Deploy with `berth deploy`.' });
    await this.setRemote(flags.name, url, flags.force);
    const { origin } = new URL(url);
    await this.trust(origin, session.ca);
    await this.logIn(origin);
    this.note(`The remote ${flags.name} leads to app ${path.app} of tenant ${path.tenant}. Deploy with:`);
    this.print(`git push ${flags.name} ${await whatToPush()}`);
    return { remote: flags.name, url, ...path };
  }

  private async setRemote(name: string, url: string, force: boolean): Promise<void> {
    const known = await runGit(['config', '--get', `remote.${name}.url`]);
    if (known.code !== 0) await git('remote', 'add', name, url);
    else if (known.text === url) return;
    else if (force) await git('remote', 'set-url', name, url);
    else throw usageFailure(`The remote ${name} leads to ${known.text}.`, 'Choose another name with --name, or replace it with --force.');
  }

  /** Git trusts the authority for this installation alone. */
  private async trust(origin: string, ca: string | null): Promise<void> {
    const key = `http.${origin}/.sslCAInfo`;
    if (ca === null) {
      await runGit(['config', '--local', '--unset-all', key]); // nothing to remove is well
      return;
    }
    const folder = join(this.readEnv().configFolder, 'authorities');
    const file = join(folder, `${new URL(origin).host.replace(':', '-')}.pem`);
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeFileSync(file, ca);
    } catch (error) {
      throw fileFailure(error, file, 'write');
    }
    await git('config', '--local', '--replace-all', key, file);
    const { gitCaFile } = this.readEnv();
    if (gitCaFile !== undefined && !holds(gitCaFile, ca)) this.note('! GIT_SSL_CAINFO is set, and git looks there alone for who signs certificates. Unset it where you push, or git will not trust this installation.');
  }

  /** Git asks `berth git credential`, and nobody else: the empty helper before it ends the list of others. */
  private async logIn(origin: string): Promise<void> {
    const key = `credential.${origin}.helper`;
    await git('config', '--local', '--replace-all', key, '');
    await git('config', '--local', '--add', key, `!${[process.execPath, realpathSync(process.argv[1]!)].map(shellWord).join(' ')} git credential`);
  }
}

/** Whether the file can be read and has these certificates in it. */
function holds(file: string, certificates: string): boolean {
  try {
    return readFileSync(file, 'utf8').includes(certificates.trim());
  } catch {
    return false;
  }
}

/** `main`, or what leads there from the branch that is checked out. */
async function whatToPush(): Promise<string> {
  const { code, text } = await runGit(['symbolic-ref', '--short', 'HEAD']);
  return code !== 0 ? 'HEAD:main' : text === 'main' || text === 'master' ? text : `${text}:main`;
}

/** A word as a POSIX shell reads it back unchanged. */
const shellWord = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
