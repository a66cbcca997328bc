import { execFile } from 'node:child_process';
import { CliFailure } from '../cli-failure.js';

/** What a git command printed, and how it ended. Throws when there is no git. */
export function runGit(args: string[]): Promise<{ code: number; text: string; complaint: string }> {
  return new Promise((resolve, reject) => {
    execFile('git', args, { timeout: 30_000 }, (error, stdout, stderr) => {
      if (error?.code === 'ENOENT') reject(new CliFailure('There is no git on this computer.', { code: 'git-missing', remedy: 'Install git, or deploy without it: `berth deploy`.', cause: error }));
      else resolve({ code: error ? Number(error.code ?? 1) : 0, text: stdout.trim(), complaint: stderr.trim() });
    });
  });
}

/** The same for a command that has to succeed. */
export async function git(...args: string[]): Promise<string> {
  const { code, text, complaint } = await runGit(args);
  if (code === 0) return text;
  throw new CliFailure(`git ${args[0]} failed: ${complaint.split('\n')[0]}`, { code: 'git-failed', remedy: 'Mend the repository as git says, then run this again.' });
}
