import { Problem, partsOfRepositoryUrl, type RepositoryProvider } from '@berth/domain';
import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { isIPv6 } from 'node:net';
import { join } from 'node:path';
import { getCACertificates } from 'node:tls';
import { Env } from '../env.js';
import { GitRepositories } from '../git/git-repositories.js';
import { ReachHost } from './reach-host.js';

const askMs = 30_000;
const fetchMs = 5 * 60_000;
const lookAtSizeMs = 200;
/** Older ones would ignore the addresses that they are given, and look the name up again. */
const oldestGit = [2, 37] as const;
const longestOutput = 64 * 1024;
const leftMs = 30 * 60_000;

/** Where a commit is fetched from; the token reads a private repository. */
export interface Remote {
  provider: RepositoryProvider;
  url: string;
  token: string | null;
}

/** A commit that was fetched, in a repository that is removed after its use. */
export interface FetchedRepository {
  path: string;
  /** What the branch stands at there; null when it is gone. */
  tip(branch: string): Promise<string | null>;
  /** Fetches this commit alone, without its history, as the newest of `branch`. */
  fetch(commit: string, branch: string): Promise<void>;
}

/**
 * Fetches commits by git over HTTPS and nothing else, from the addresses that the host had when it was looked up, without
 * following redirects. Whoever runs the other end is a stranger: time and size are bounded, objects are checked, nothing
 * is checked out, and submodules and files of Git LFS are left alone. A token goes to that host alone, through git's
 * environment, so that no list of processes shows it.
 */
@Injectable()
export class FetchCommit implements OnApplicationBootstrap {
  private readonly log = new Logger(FetchCommit.name);
  private readonly folder: string;
  private readonly authorities: string;

  constructor(
    private readonly env: Env,
    private readonly repositories: GitRepositories,
    private readonly hosts: ReachHost,
  ) {
    this.folder = join(env.gitDir, 'fetches');
    this.authorities = join(this.folder, 'authorities.pem');
  }

  /** Removes what a killed process left. */
  async onApplicationBootstrap(): Promise<void> {
    await this.tidy().catch((error: unknown) => this.log.error(`left repositories were not removed: ${String(error)}`));
  }

  /** Gives `use` an empty repository that fetches from `remote`. Throws invalid-input for a host that may not be reached. */
  async run<T>(remote: Remote, signal: AbortSignal, use: (repository: FetchedRepository) => Promise<T>): Promise<T> {
    const settings = await this.settingsFor(remote);
    const path = join(this.folder, `${randomUUID()}.git`);
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await writeFile(this.authorities, getCACertificates('default').join('\n'), { mode: 0o600 }); // git trusts whom this process trusts
    try {
      await this.requireGit(path);
      await this.repositories.git(path, ['init', '--quiet', '--bare', '--template=', '--initial-branch=main']);
      const git = (args: string[], ms: number) => this.git(path, args, settings, AbortSignal.any([signal, AbortSignal.timeout(ms)]), partsOfRepositoryUrl(remote.url).host);
      return await use({
        path,
        tip: async (branch) => {
          const listed = await git(['ls-remote', '--quiet', '--refs', '--', remote.url, `refs/heads/${branch}`], askMs);
          return listed.split('\n').map((line) => line.split('\t')).find(([, name]) => name === `refs/heads/${branch}`)?.[0] ?? null;
        },
        fetch: async (commit, branch) => {
          await git(['fetch', '--quiet', '--depth=1', '--no-tags', '--no-recurse-submodules', '--no-write-fetch-head', '--no-auto-maintenance', '--', remote.url, `+${commit}:refs/heads/${branch}`], fetchMs);
        },
      });
    } finally {
      await rm(path, { recursive: true, force: true });
    }
  }

  private async requireGit(path: string): Promise<void> {
    const version = await this.repositories.git(path, ['version']);
    const [major = 0, minor = 0] = /(\d+)\.(\d+)/.exec(version)?.slice(1).map(Number) ?? [];
    if (major < oldestGit[0] || (major === oldestGit[0] && minor < oldestGit[1])) throw new Problem('unavailable', 'This installation’s git is too old to fetch from elsewhere.', { remedy: `Ask the operator to install git ${oldestGit.join('.')} or newer.`, internal: version.slice(0, 100) });
  }

  private async settingsFor({ provider, url, token }: Remote): Promise<Record<string, string>> {
    const { host, hostname, port } = partsOfRepositoryUrl(url);
    const addresses = await this.hosts.addresses(hostname, port);
    const user = provider === 'github' ? 'x-access-token' : 'oauth2';
    return {
      'protocol.https.allow': 'always', // all others are off
      'http.curloptResolve': `${hostname}:${port}:${addresses.map((address) => (isIPv6(address) ? `[${address}]` : address)).join(',')}`,
      'http.followRedirects': 'false',
      'http.sslVerify': 'true',
      'http.sslCAInfo': this.authorities,
      'http.proxy': '',
      'http.lowSpeedLimit': '1000',
      'http.lowSpeedTime': '30',
      'credential.helper': '',
      'fetch.fsck.zeroPaddedFilemode': 'warn', // harmless, and in the history of many old repositories
      'fetch.fsck.badTimezone': 'warn',
      'fetch.unpackLimit': '1',
      ...(token !== null && { [`http.https://${host}/.extraHeader`]: `Authorization: Basic ${Buffer.from(`${user}:${token}`).toString('base64')}` }),
    };
  }

  /** Output of a git command that talks to a stranger. Its whole process group ends with it. */
  private async git(path: string, args: string[], settings: Record<string, string>, signal: AbortSignal, host: string): Promise<string> {
    const child = spawn('git', args, { cwd: '/', env: this.repositories.variables(path, settings), stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    let tooLarge = false;
    const end = (): void => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
      }
    };
    signal.addEventListener('abort', end, { once: true });
    const watch = setInterval(() => {
      packedBytes(path).then((bytes) => {
        tooLarge ||= bytes > this.env.gitPushBytes;
        if (tooLarge) end();
      }, () => undefined); // a file that went while it was looked at
    }, lookAtSizeMs);
    try {
      let [output, complaint] = ['', ''];
      child.stdout.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(0, longestOutput)));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint = (complaint + text).slice(0, longestOutput)));
      const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
      if (tooLarge || (await packedBytes(path)) > this.env.gitPushBytes) throw new Problem('source-too-large', `The commit has more than ${Math.round(this.env.gitPushBytes / 2 ** 20)} MiB.`, { remedy: 'Keep large files out of git, or deploy the folder: berth deploy' });
      if (signal.aborted) throw new Problem('unavailable', `${host} did not send the commit in time.`);
      if (code !== 0) throw problemOf(complaint, host);
      return output;
    } finally {
      clearInterval(watch);
      signal.removeEventListener('abort', end);
      end();
    }
  }

  private async tidy(): Promise<void> {
    const names = await readdir(this.folder).catch((error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? [] : Promise.reject(error)));
    for (const name of names.filter((each) => each.endsWith('.git'))) {
      const path = join(this.folder, name);
      const { mtimeMs } = await stat(path).catch((error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? { mtimeMs: Date.now() } : Promise.reject(error))); // another process removes it
      if (Date.now() - mtimeMs > leftMs) await rm(path, { recursive: true, force: true });
    }
  }
}

async function packedBytes(path: string): Promise<number> {
  const folder = join(path, 'objects/pack');
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? [] : Promise.reject(error))); // nothing came yet
  const sizes = await Promise.all(names.map((name) => stat(join(folder, name)).then(({ size }) => size, () => 0)));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** What git says of a fetch that failed, in our words: its own might tell of what is inside. Temporary causes are `unavailable`. */
export function problemOf(complaint: string, host: string): Problem {
  const internal = `git: ${complaint.slice(0, 500)}`;
  if (/could not read Username|Authentication failed|HTTP Basic|error: 40[13]/i.test(complaint)) {
    return new Problem('invalid-input', `${host} wants a login for the repository, or refuses the one that it has.`, { remedy: 'Give a token that may read it: berth repo token', internal });
  }
  if (/error: 30\d|redirect/i.test(complaint)) return new Problem('invalid-input', `${host} says that the repository is elsewhere; redirects are not followed.`, { remedy: 'Disconnect it, and connect its new address.', internal });
  if (/not found|error: 404/i.test(complaint) && !/remote ref/.test(complaint)) return new Problem('invalid-input', `${host} has no such repository, or does not show it without a token.`, { remedy: 'Check the address, and give a token that may read it: berth repo token', internal });
  if (/certificate|SSL/i.test(complaint)) return new Problem('invalid-input', `The certificate of ${host} is not signed by an authority that this installation trusts.`, { remedy: 'Ask the operator to trust the authority (NODE_EXTRA_CA_CERTS).', internal });
  if (/not our ref|unadvertised object|remote ref/i.test(complaint)) return new Problem('unavailable', `${host} does not have the commit, or not any more.`, { remedy: 'Push the branch again.', internal });
  if (/fsck|bad object|invalid/i.test(complaint)) return new Problem('source-invalid', 'The commit has objects that are not as git wants them.', { remedy: 'Run `git fsck` in the repository, and mend what it names.', internal });
  return new Problem('unavailable', `The repository could not be fetched from ${host}.`, { internal });
}
