import { Problem, type TerminalEnd } from '@berth/domain';
import { ClusterError, tenantNamespace, type Terminal } from '@berth/k8s-adapter';
import { notStarted, notStartedCode, withProgram } from '../runs/not-started.js';
import { commandOf, endRun, type RunRow } from '../runs/run-rows.js';
import type { WorkerDeps } from '../worker-deps.js';
import type { TerminalLink } from './terminal-link.js';

const shells = ['bash', 'sh'] as const;

/** Runs a command, or a shell, in a pod's first container, with its streams at the client. Throws the link's reason when the client goes first. */
export async function execInPod(deps: WorkerDeps, run: RunRow, link: TerminalLink): Promise<TerminalEnd> {
  const { app } = run.environment;
  const { cluster, view } = await deps.clusters.open(app.tenant.clusterId);
  const pod = view.pods(run.environmentId).find(({ metadata }) => metadata?.name === run.pod);
  const container = pod?.spec?.containers[0]?.name;
  if (container === undefined) return failed(deps, run, `The pod ${run.pod} is gone. See \`berth ps\`.`);
  const target = { namespace: tenantNamespace(deps.env.namespacePrefix, app.tenant.slug), pod: run.pod!, container };
  const begin = (command: readonly string[], tty: boolean, onOutput: (stream: 'stdout' | 'stderr', bytes: Buffer) => void | Promise<void>): Promise<Terminal> =>
    cluster.openTerminal(target, { command, tty, onOutput }).catch((error: unknown) => {
      throw error instanceof ClusterError ? new Problem('unavailable', `The pod does not let a command in: ${error.message}`) : error;
    });
  const isThere = async (shell: string): Promise<boolean> => {
    const attempt = await begin([shell, '-c', ':'], false, () => {});
    try {
      return (await attempt.ended).exitCode === 0;
    } finally {
      attempt.close();
    }
  };
  let command = commandOf(run);
  if (command === null) {
    for (const shell of shells) {
      if (command === null && (await isThere(shell))) command = [shell];
    }
    if (command === null) return failed(deps, run, 'The image has no shell. Name a program that it has: berth exec -- PROGRAM.');
  }
  await deps.db.run.updateMany({ where: { id: run.id, state: 'starting' }, data: { state: 'running', startedAt: new Date() } });
  const terminal = await begin(command, run.tty, (stream, bytes) => link.output(stream, bytes));
  const cut = Promise.withResolvers<never>();
  cut.promise.catch(() => {}); // after the end it says nothing new
  const onOver = (): void => cut.reject(link.over.reason);
  link.over.addEventListener('abort', onOver, { once: true });
  if (link.over.aborted) onOver();
  try {
    link.plug(terminal);
    const { exitCode, failure } = await Promise.race([terminal.ended, cut.promise]);
    if (failure !== null) return await failed(deps, run, notStarted(failure).reason);
    await endRun(deps.db, run, { state: exitCode === 0 ? 'succeeded' : 'failed', exitCode, reason: null });
    return { exitCode, reason: null };
  } catch (error) {
    if (error instanceof ClusterError) throw new Problem('unavailable', `${sentence(error.message)} The command may still run in the pod.`);
    throw error;
  } finally {
    link.over.removeEventListener('abort', onOver);
    terminal.close();
  }
}

const sentence = (text: string): string => `${text[0]!.toUpperCase()}${text.slice(1)}.`;

async function failed(deps: WorkerDeps, run: RunRow, reason: string): Promise<TerminalEnd> {
  await endRun(deps.db, run, { state: 'failed', exitCode: notStartedCode, reason });
  return { exitCode: notStartedCode, reason: withProgram(reason, commandOf(run)?.[0]) };
}
