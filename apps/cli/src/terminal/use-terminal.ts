import { CliFailure } from '../cli-failure.js';
import type { Api } from '../http/api.js';
import { connectTerminal } from './connect-terminal.js';

/** True when both ends of this program are one terminal. */
export const hasTerminal = (): boolean => process.stdin.isTTY === true && process.stdout.isTTY === true;

/** Gives this program's terminal, or its pipes, to a run, and returns its exit code. Keys go to the command, Ctrl-C too. */
export async function useTerminal(api: Api, path: string, { tty, note }: { tty: boolean; note(text: string): void }): Promise<number> {
  const stopped = new AbortController();
  const stop = (): void => stopped.abort();
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.once(signal, stop);
  if (tty) process.stdin.setRawMode(true);
  try {
    const end = await connectTerminal(api, path, {
      input: process.stdin.isTTY === true && !tty ? null : process.stdin,
      output: process.stdout,
      errors: process.stderr,
      size: tty ? () => ({ columns: process.stdout.columns || 80, rows: process.stdout.rows || 24 }) : null,
      onResize: (changed) => {
        process.stdout.on('resize', changed);
        return () => process.stdout.removeListener('resize', changed);
      },
      onNote: note,
      signal: stopped.signal,
    });
    if (end.reason !== null) note(end.reason);
    return end.exitCode ?? 1;
  } catch (error) {
    if (stopped.signal.aborted) throw new CliFailure('Interrupted: the command is being ended.', { code: 'interrupted', remedy: 'See `berth runs`.', exitCode: 130 });
    throw error;
  } finally {
    if (tty) process.stdin.setRawMode(false);
    process.stdin.destroy(); // a pipe that nobody reads keeps the program from ending
    for (const signal of signals) process.removeListener(signal, stop);
  }
}
