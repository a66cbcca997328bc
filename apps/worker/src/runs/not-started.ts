import type { RunEnding } from './run-rows.js';

/** The convention of shells for a command that cannot be started. */
export const notStartedCode = 127;

const begin = 'The command cannot be started: ';

/**
 * A run whose program could not be started. Of the runtime's message its kind alone is kept: it repeats the command line,
 * which may hold secrets, and the reason is for all who see the run.
 */
export const notStarted = (message: string): RunEnding & { reason: string } => ({ state: 'failed', exitCode: notStartedCode, reason: `${begin}${causeOf(message)}.` });

/** The reason as it is told to who gave the command: with the program's name. */
export const withProgram = (reason: string | null, program: string | undefined): string | null =>
  program !== undefined && reason?.startsWith(begin) ? `${program} cannot be started: ${reason.slice(begin.length)}` : reason;

function causeOf(message: string): string {
  if (/executable file not found|no such file/i.test(message)) return 'the image has no such program';
  if (/permission denied|is a directory/i.test(message)) return 'it is not an executable file';
  if (/exec format error/i.test(message)) return 'it is not made for this cluster’s processors';
  if (/argument list too long/i.test(message)) return 'its arguments are too long';
  if (/OOM-killed|memory limit too low|cannot allocate memory/i.test(message)) return 'its size has too little memory even for that';
  return 'the container runtime refuses it';
}
