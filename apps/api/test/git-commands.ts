import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Result {
  code: number;
  text: string;
}
/** Variables that keep this machine's settings out. */
export const plainGit = { GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', GIT_TERMINAL_PROMPT: '0', GIT_AUTHOR_NAME: 'A', GIT_AUTHOR_EMAIL: 'a@x.test', GIT_COMMITTER_NAME: 'A', GIT_COMMITTER_EMAIL: 'a@x.test' };
export const git = (cwd: string, ...args: string[]): Promise<Result> =>
  new Promise((resolve) => {
    execFile('git', args, { cwd, env: { PATH: process.env['PATH'], HOME: cwd, ...plainGit }, timeout: 30_000 }, (error, stdout, stderr) => resolve({ code: error ? Number(error.code ?? 1) : 0, text: stdout + stderr }));
  });

/** Commits all files of a working copy, and gives the commit's id. */
export async function commit(folder: string, files: Record<string, string | Buffer>, message = 'Say hello'): Promise<string> {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  await git(folder, 'add', '--all');
  await git(folder, 'commit', '--quiet', '--allow-empty', '--message', message);
  return (await git(folder, 'rev-parse', 'HEAD')).text.trim();
}
