import { fileURLToPath } from 'node:url';
import { Errors, flush, run } from '@oclif/core';
import { CliFailure } from './cli-failure.js';
import { describeError, describedAsJson } from './output/describe-error.js';
import { styleFor } from './output/style.js';

/** Runs one command of the package in `root`, shows what failed, and sets the exit code. */
export async function runCli(argv: string[], root: URL): Promise<void> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0); // the reader, such as `head`, has enough
  });
  const passThrough = argv.indexOf('--');
  const json = argv.includes('--json') && (passThrough === -1 || argv.indexOf('--json') < passThrough);
  try {
    await run(argv, fileURLToPath(root));
    await flush();
  } catch (error) {
    if (error instanceof Errors.ExitError) {
      process.exitCode = error.oclif.exit ?? 0;
      return;
    }
    const failure = error instanceof Error ? error : new Error(String(error));
    if (json) process.stdout.write(`${JSON.stringify(describedAsJson(failure), null, 2)}\n`);
    process.stderr.write(`${describeError(failure, styleFor(process.stderr))}\n`);
    const { wantsDebug } = await import('./env.js');
    if (wantsDebug()) process.stderr.write(`${failure.stack ?? ''}\n${failure.cause instanceof Error ? `Caused by: ${failure.cause.stack ?? ''}\n` : ''}`);
    process.exitCode = exitCodeOf(failure);
  }
}

function exitCodeOf(error: Error): number {
  if (error instanceof CliFailure) return error.exitCode;
  if (error.name === 'ExitPromptError') return 130;
  return error instanceof Errors.CLIError ? 2 : 1;
}
