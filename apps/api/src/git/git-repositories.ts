import { Problem } from '@berth/domain';
import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { access, constants, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Env } from '../env.js';
import { archiveLimits } from '../sources/archive-limits.js';

const run = promisify(execFile);
const commandTimeoutMs = 120_000;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whose repository; ids, so that an app that is made again under an old name begins with an empty one. */
export interface RepositoryKey {
  tenantId: string;
  appId: string;
}

/**
 * The apps' bare repositories in the one folder that all API processes share. Git runs with a list of arguments, a
 * minimal environment and our settings alone: nothing of the machine's, and nothing that a push could have brought.
 */
@Injectable()
export class GitRepositories implements OnApplicationBootstrap {
  private readonly log = new Logger(GitRepositories.name);
  private readonly hookText: string;
  private readonly hooks: string;

  constructor(private readonly env: Env) {
    const here = fileURLToPath(import.meta.url);
    const program = join(here, '..', `check-push${extname(here)}`);
    this.hookText = `#!/bin/sh\nexec ${shellWord(process.execPath)} ${shellWord(program)}\n`;
    this.hooks = join(env.gitDir, 'hooks', createHash('sha256').update(this.hookText).digest('hex').slice(0, 12));
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.writeHook().catch((error: unknown) => this.log.error(`git push is off: ${String(error)}`));
  }

  pathOf({ tenantId, appId }: RepositoryKey): string {
    if (!uuid.test(tenantId) || !uuid.test(appId)) throw new Problem('internal', undefined, { internal: 'a repository is named by ids' });
    return join(this.env.gitDir, 'repositories', tenantId, `${appId}.git`);
  }

  /** The repository, made when it is missing. Throws unavailable when this machine has no git. */
  async ensure(key: RepositoryKey): Promise<string> {
    const path = this.pathOf(key);
    await this.writeHook();
    if (await exists(path)) return path;
    await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
    const draft = `${path}.${randomUUID()}`;
    try {
      await this.git(draft, ['init', '--quiet', '--bare', '--template=', '--initial-branch=main']);
      await rename(draft, path);
    } catch (error) {
      await rm(draft, { recursive: true, force: true });
      if (!(await exists(path))) throw error; // another request made it at the same time
    }
    return path;
  }

  /** Output of a git command in a repository. Throws unavailable when this machine has no git. */
  async git(path: string, args: string[], more: Record<string, string> = {}): Promise<string> {
    try {
      const { stdout } = await run('git', args, { cwd: '/', env: { ...this.variables(path), ...more }, timeout: commandTimeoutMs, maxBuffer: 8 * 2 ** 20 });
      return stdout;
    } catch (error) {
      throw asProblem(error);
    }
  }

  /** A git command whose input and output are streams. */
  spawn(path: string, args: string[], more: Record<string, string> = {}): ChildProcess {
    return spawn('git', args, { cwd: '/', env: { ...this.variables(path), ...more }, stdio: ['pipe', 'pipe', 'pipe'] });
  }

  /** Removes a repository for good. */
  async remove(key: RepositoryKey): Promise<void> {
    await rm(this.pathOf(key), { recursive: true, force: true });
  }

  /** Every repository that is there. */
  async list(): Promise<RepositoryKey[]> {
    const root = join(this.env.gitDir, 'repositories');
    const keys: RepositoryKey[] = [];
    for (const tenantId of await names(root)) {
      for (const name of await names(join(root, tenantId))) {
        const appId = name.replace(/\.git$/, '');
        if (uuid.test(tenantId) && uuid.test(appId)) keys.push({ tenantId, appId });
      }
    }
    return keys;
  }

  /** The environment of a git command: our settings, and `more` of them. */
  variables(path: string, more: Record<string, string> = {}): Record<string, string> {
    const settings: Record<string, string> = {
      'safe.directory': path,
      'core.hooksPath': this.hooks,
      'core.logAllRefUpdates': 'true', // the log names who pushed
      'core.fsmonitor': 'false',
      'protocol.allow': 'never',
      'transfer.fsckObjects': 'true',
      'receive.fsck.zeroPaddedFilemode': 'warn', // harmless, and in the history of many old repositories
      'receive.fsck.badTimezone': 'warn',
      'receive.advertisePushOptions': 'true',
      'transfer.hideRefs': 'refs/berth',
      'receive.maxInputSize': String(this.env.gitPushBytes),
      'http.receivepack': 'true',
      'http.getanyfile': 'false',
      'pack.threads': '1',
      'pack.windowMemory': '64m',
      ...more,
    };
    const entries = Object.entries(settings);
    return {
      PATH: this.env.path,
      LANG: 'C.UTF-8',
      HOME: this.hooks,
      GIT_DIR: path,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_ATTR_NOSYSTEM: '1',
      GIT_TERMINAL_PROMPT: '0',
      GIT_ALLOC_LIMIT: '600m', // a small pack can unfold to any size in memory
      GIT_CONFIG_COUNT: String(entries.length),
      ...Object.fromEntries(entries.flatMap(([key, value], index) => [[`GIT_CONFIG_KEY_${index}`, key], [`GIT_CONFIG_VALUE_${index}`, value]])),
      BERTH_PUSH_LIMITS: JSON.stringify({ entries: archiveLimits.entries, bytes: archiveLimits.unpackedBytes, repositoryBytes: this.env.gitRepositoryBytes }),
    };
  }

  /** Git without its hooks would take anything, also a rewritten history: they are looked for before each use. */
  private async writeHook(): Promise<void> {
    const path = join(this.hooks, 'pre-receive');
    if (await access(path, constants.X_OK).then(() => true, () => false)) return;
    await mkdir(this.hooks, { recursive: true, mode: 0o700 });
    const draft = `${path}.${randomUUID()}`;
    await writeFile(draft, this.hookText, { mode: 0o700 });
    await rename(draft, path);
  }
}

const exists = (path: string): Promise<boolean> => access(join(path, 'HEAD')).then(() => true, () => false);
const names = (folder: string): Promise<string[]> => readdir(folder).catch((error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? [] : Promise.reject(error)));
/** A word as a POSIX shell reads it back unchanged. */
const shellWord = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

function asProblem(error: unknown): unknown {
  const { code, stderr } = error as { code?: unknown; stderr?: unknown };
  if (code === 'ENOENT') return new Problem('unavailable', 'This installation has no git, so that nothing can be pushed to it.', { remedy: 'Use `berth deploy`, or ask the operator to install git.', cause: error });
  return new Problem('internal', undefined, { cause: error, internal: `git failed: ${String(stderr).slice(0, 500)}` });
}
