import type { Process } from '../api/types.ts';

export type Pod = Process['pods'][number];
export type Exit = NonNullable<Pod['lastExit']>;

/** A program that a signal ended has the exit code 128 + the signal's number (POSIX shells; numbers of Linux). */
const signals: Record<number, string> = { 1: 'SIGHUP', 2: 'SIGINT', 3: 'SIGQUIT', 4: 'SIGILL', 5: 'SIGTRAP', 6: 'SIGABRT', 7: 'SIGBUS', 8: 'SIGFPE', 9: 'SIGKILL', 11: 'SIGSEGV', 13: 'SIGPIPE', 14: 'SIGALRM', 15: 'SIGTERM' };

/** Why a container ended, with its exit code and the signal that it stands for: `out of memory (exit code 137, SIGKILL)`. */
export function exitWords({ reason, exitCode }: Pick<Exit, 'reason' | 'exitCode'>): string {
  const signal = signals[exitCode - 128];
  const code = `exit code ${exitCode}`;
  const more = [...(reason === code ? [] : [code]), ...(signal === undefined ? [] : [signal])];
  return more.length === 0 ? reason : `${reason} (${more.join(', ')})`;
}

/** The pods one of whose containers ended, the newest end first. */
export function endedPods(pods: readonly Pod[]): (Pod & { lastExit: Exit })[] {
  return pods.filter((pod): pod is Pod & { lastExit: Exit } => pod.lastExit !== undefined).sort((a, b) => (b.lastExit.at ?? '').localeCompare(a.lastExit.at ?? ''));
}
