import { Problem, type TerminalEnd } from '@berth/domain';
import { afterOverlap, ClusterError, labels, podState, runProcess, tenantNamespace, type LivePod, type Terminal } from '@berth/k8s-adapter';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OpenedCluster } from '../clusters/cluster-pool.js';
import { WakeUp } from '../clusters/wake-up.js';
import { withProgram } from '../runs/not-started.js';
import { commandOf, isOver, type RunRow } from '../runs/run-rows.js';
import { tendRun } from '../runs/tend-run.js';
import type { WorkerDeps } from '../worker-deps.js';
import type { TerminalLink } from './terminal-link.js';

const lookMs = 1_000;
/** What a command has written before its terminal was there is given later, so much of it. */
const earlyBytes = 2 ** 20;
/** Within this time, what was in the log when it was read has come through the terminal too. */
const catchUpMs = 100;
/** After its streams have ended, the container has so long to end too. */
const endMs = 30_000;

/** Gives a run's streams to the client, from its first byte to its exit code. Throws the link's reason when the client goes first. */
export async function attachToRun(deps: WorkerDeps, run: RunRow, link: TerminalLink): Promise<TerminalEnd> {
  const opened = await deps.clusters.open(run.environment.app.tenant.clusterId);
  const wakeUp = new WakeUp(opened.view, run.environmentId);
  const next = (ms = lookMs): Promise<unknown> => wakeUp.next(ms, link.over);
  try {
    const pod = await startedPod(deps, opened, run, link, next);
    if (pod) await streamPod(deps, opened, run, link, pod);
    for (const until = performance.now() + endMs; ; await next()) {
      const row = await tendRun(deps, run.id);
      if (!row) throw new Problem('not-found', 'The run was deleted.');
      if (isOver(row)) return { exitCode: row.exitCode, reason: withProgram(row.reason, commandOf(row)?.[0]) };
      if (performance.now() > until) throw new Problem('unavailable', 'The connection to the run’s pod broke off.');
    }
  } finally {
    wakeUp.stop();
  }
}

const containerState = (pod: LivePod | undefined) => pod?.status?.containerStatuses?.[0]?.state;

/** The pod, once its container runs or has ended; null when the run is over without one. */
async function startedPod(deps: WorkerDeps, opened: OpenedCluster, run: RunRow, link: TerminalLink, next: () => Promise<unknown>): Promise<LivePod | null> {
  let said = '';
  for (;;) {
    const pod = opened.view.pods(run.environmentId).find(({ metadata }) => metadata?.labels?.[labels.runId] === run.id);
    const state = containerState(pod);
    if (pod && (state?.running || state?.terminated)) return pod;
    const row = await tendRun(deps, run.id);
    if (!row || isOver(row)) return endedPod(deps, opened, run);
    const reason = pod ? podState(pod, new Date()).reason : null;
    if (reason !== null && reason !== said) await link.note((said = reason));
    await next();
  }
}

/** The pod of a run that was over before it was seen to run: what it wrote is in its log. */
async function endedPod(deps: WorkerDeps, opened: OpenedCluster, run: RunRow): Promise<LivePod | null> {
  const pods = await opened.cluster.list('Pod', { namespace: tenantNamespace(deps.env.namespacePrefix, run.environment.app.tenant.slug), labelSelector: `${labels.runId}=${run.id}` });
  return (pods as LivePod[]).find((pod) => containerState(pod)?.terminated) ?? null;
}

async function streamPod(deps: WorkerDeps, opened: OpenedCluster, run: RunRow, link: TerminalLink, pod: LivePod): Promise<void> {
  const target = { namespace: tenantNamespace(deps.env.namespacePrefix, run.environment.app.tenant.slug), pod: pod.metadata!.name!, container: runProcess };
  const start = new AttachedStart(link);
  let terminal: Terminal | undefined;
  const close = (): void => terminal?.close();
  try {
    terminal = await opened.cluster.openTerminal(target, { command: null, tty: run.tty, onOutput: (stream, bytes) => start.take(stream, bytes) });
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    if (error.code === 'forbidden') throw new Problem('unavailable', `The run’s pod cannot be attached to: ${error.message}`); // any other refusal: it has ended meanwhile
  }
  link.over.addEventListener('abort', close, { once: true });
  try {
    const log = await opened.cluster.readLogBytes(target, earlyBytes).catch((error: unknown) => {
      if (error instanceof ClusterError) return Buffer.alloc(0); // the pod is gone, or wrote nothing
      throw error;
    });
    if (terminal && log.length > 0) await sleep(catchUpMs);
    await start.begin(log);
    if (terminal && run.tty && start.isSilent) await link.note('Connected. If there is no prompt, press Enter.');
    if (terminal) link.plug(terminal); // not before: what a program answers to its input comes by the terminal alone
    if (terminal) await terminal.ended;
    link.over.throwIfAborted();
  } finally {
    link.over.removeEventListener('abort', close);
    close();
  }
}

/** Holds back what comes by the terminal until what was written before is there, and gives nothing twice. */
class AttachedStart {
  private held: { stream: 'stdout' | 'stderr'; bytes: Buffer }[] = [];
  private heldBytes = 0;
  private readonly begun = Promise.withResolvers<void>();
  private isBegun = false;
  /** Whether nothing has come yet: a prompt without an end of line that was written before is in no log. */
  isSilent = true;

  constructor(private readonly link: TerminalLink) {}

  /** Takes some without waiting, so that what the log holds already can come; then waits. */
  take(stream: 'stdout' | 'stderr', bytes: Buffer): Promise<void> | undefined {
    this.isSilent = false;
    if (this.isBegun) return this.link.output(stream, bytes);
    this.held.push({ stream, bytes });
    this.heldBytes += bytes.length;
    return this.heldBytes > earlyBytes ? this.begun.promise : undefined;
  }

  async begin(log: Buffer): Promise<void> {
    await this.link.output('stdout', log);
    const attached = Buffer.concat(this.held.map(({ bytes }) => bytes));
    let known = attached.length - afterOverlap(log, attached).length;
    // What comes meanwhile is held too: this list ends when all of it was given.
    for (let piece = this.held.shift(); piece; piece = this.held.shift()) {
      const skipped = Math.min(known, piece.bytes.length);
      known -= skipped;
      await this.link.output(piece.stream, piece.bytes.subarray(skipped));
    }
    this.isBegun = true;
    this.begun.resolve();
  }
}
