import type { Cluster } from '@berth/k8s-adapter';
import type { Runner } from './find-runner.js';

export interface RunnerCommand {
  command: readonly string[];
  /** What it reads. */
  input: string;
  signal: AbortSignal;
  onLine(text: string): Promise<void>;
}

/** What is kept of a command's errors, in bytes. */
const mostErrors = 16_384;

/**
 * Runs a command in a runner and gives its output line by line. Answers with its exit code and what it said to stderr; the
 * code is null where the node did not tell, and `errors` says why then. Throws ClusterError when the connection breaks, and
 * the signal's reason when aborted: the command may go on then.
 */
export async function runInRunner(cluster: Cluster, runner: Runner, { command, input, signal, onLine }: RunnerCommand): Promise<{ exitCode: number | null; errors: string }> {
  let errors = Buffer.alloc(0);
  let rest = Buffer.alloc(0);
  const onOutput = async (stream: 'stdout' | 'stderr', bytes: Buffer): Promise<void> => {
    if (stream === 'stderr') {
      errors = Buffer.concat([errors, bytes]).subarray(0, mostErrors);
      return;
    }
    rest = Buffer.concat([rest, bytes]);
    for (let end = rest.indexOf(10); end >= 0 && !signal.aborted; end = rest.indexOf(10)) {
      const line = rest.subarray(0, end).toString('utf8');
      rest = rest.subarray(end + 1);
      await onLine(line);
    }
  };
  const terminal = await cluster.openTerminal(runner, { command, tty: false, onOutput });
  const onAbort = (): void => terminal.close();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    signal.throwIfAborted();
    terminal.write(Buffer.from(input)).catch(() => {}); // a broken connection shows in its end
    const { exitCode, failure } = await terminal.ended;
    if (rest.length > 0) await onLine(rest.toString('utf8'));
    return { exitCode, errors: failure ?? errors.toString('utf8') };
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', onAbort);
    terminal.close();
  }
}
