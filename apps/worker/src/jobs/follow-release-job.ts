import { classifyJob, ClusterError, type Cluster, type Failure } from '@berth/k8s-adapter';
import type { FailureClass } from '@berth/domain';
import type { ClusterView } from '../clusters/cluster-view.js';
import type { LivePod } from '../clusters/live-types.js';
import { WakeUp } from '../clusters/wake-up.js';
import { FailureConfirmation } from './confirm-failure.js';

export type ReleaseEnd =
  | { kind: 'succeeded'; seconds: number }
  | { kind: 'failed'; class: FailureClass; message: string; evidence: string[]; remedy: string | null };

export interface FollowReleaseJobOptions {
  target: { namespace: string; name: string };
  view: ClusterView;
  environmentId: string;
  /** As people know it. */
  command: string;
  /** How long its container may run. */
  timeoutSeconds: number;
  signal: AbortSignal;
  /** Asks the cluster, and waits while it does not answer. */
  ask(work: (cluster: Cluster) => Promise<unknown>): Promise<unknown>;
  /** The log is about to be given from its start. */
  onRewind(): void;
  onLine(text: string): Promise<void>;
  onProgress(detail: string): Promise<void>;
}

/** Without a change, the Job is looked at this often. */
const lookMs = 1_000;

type JobObjects = Awaited<ReturnType<Cluster['readJob']>>;

/** Follows a release Job to its end, or to the end of its time. Throws the signal's reason when aborted, and leaves the Job alone then. */
export async function followReleaseJob(options: FollowReleaseJobOptions): Promise<ReleaseEnd> {
  const { target, signal } = options;
  const confirmation = new FailureConfirmation();
  const wakeUp = new WakeUp(options.view, options.environmentId);
  try {
    for (;;) {
      signal.throwIfAborted();
      const objects = (await options.ask((cluster) => cluster.readJob(target))) as JobObjects;
      const pod = newestPod(objects.pods);
      const state = pod?.status?.containerStatuses?.[0]?.state;
      const startedAt = Date.parse(state?.running?.startedAt ?? state?.terminated?.startedAt ?? '');
      if (state?.terminated) {
        await readWholeLog(options, pod!);
        if (state.terminated.exitCode === 0) return { kind: 'succeeded', seconds: Math.max(0, Math.round((Date.parse(state.terminated.finishedAt ?? '') - startedAt) / 1000)) || 0 };
        return endOf(classifyJob({ ...objects, now: new Date() }), options);
      }
      if (state?.running) {
        const leftMs = options.timeoutSeconds * 1000 - (Date.now() - startedAt);
        if (leftMs <= 0) return tookTooLong(options);
        await options.onProgress(`${options.command} runs`);
        if (!(await followLog(options, pod!, leftMs))) continue; // its time is over, or the stream broke off
      } else {
        const failure = classifyJob({ ...objects, now: new Date() });
        const counts = confirmation.judge('release', failure, performance.now());
        if (counts) return endOf(counts, options);
        if (objects.job === null || objects.job.metadata?.deletionTimestamp) return removed();
        if (failure) await options.onProgress(failure.message);
      }
      await wakeUp.next(lookMs, signal);
    }
  } finally {
    wakeUp.stop();
  }
}

/** True when the container has ended. */
async function followLog(options: FollowReleaseJobOptions, pod: LivePod, leftMs: number): Promise<boolean> {
  const late = AbortSignal.timeout(leftMs);
  const signal = AbortSignal.any([options.signal, late]);
  options.onRewind();
  try {
    await options.ask(async (cluster) => {
      try {
        await cluster.followLogs({ namespace: options.target.namespace, pod: pod.metadata!.name!, container: null }, { signal, onLine: (line) => options.onLine(line.text) });
      } catch (error) {
        if (!(error instanceof ClusterError)) throw error; // the log is asked for again after the next look
      }
    });
  } catch (error) {
    options.signal.throwIfAborted();
    if (!late.aborted) throw error;
  }
  options.signal.throwIfAborted();
  return !late.aborted;
}

/** What it wrote from its start: the stream may have ended before its last line. A log that is gone is left as it is. */
async function readWholeLog(options: FollowReleaseJobOptions, pod: LivePod): Promise<void> {
  options.onRewind();
  await options.ask(async (cluster) => {
    try {
      await cluster.followLogs({ namespace: options.target.namespace, pod: pod.metadata!.name!, container: null }, { signal: options.signal, onLine: (line) => options.onLine(line.text) });
    } catch (error) {
      if (!(error instanceof ClusterError) || error.retryable) throw error;
    }
  });
}

function newestPod(pods: readonly LivePod[]): LivePod | undefined {
  return [...pods].sort((a, b) => String(b.metadata?.creationTimestamp).localeCompare(String(a.metadata?.creationTimestamp)))[0];
}

/** What the command itself does wrong; everything else (an image, the budget, the nodes) keeps its own class. */
const ownFaults: ReadonlySet<FailureClass> = new Set(['crash', 'exited', 'out-of-memory', 'no-start-command', 'timeout', 'evicted']);

function endOf(failure: Failure | null, options: FollowReleaseJobOptions): ReleaseEnd {
  if (!failure) return { kind: 'failed', class: 'release-command-failed', message: 'The release command failed', evidence: [], remedy: null };
  if (failure.class === 'timeout') return tookTooLong(options);
  const message = failure.message.replace(/^The process release /, 'The release command ');
  const evidence = failure.evidence.filter(({ source }) => source !== 'log').map((one) => `${one.source} ${one.object}: ${one.text}`);
  if (!ownFaults.has(failure.class)) return { kind: 'failed', class: failure.class, message: `The release command could not run: ${message}`, evidence, remedy: failure.remedy };
  const remedy = failure.class === 'out-of-memory' ? 'Give it more memory by `release.resources` in berth.yaml, or make it use less; then deploy again.' : failure.class === 'no-start-command' ? 'Correct the command under `release` in berth.yaml or the Procfile: the program must be in the image and executable.' : null;
  return { kind: 'failed', class: 'release-command-failed', message, evidence, remedy };
}

const tookTooLong = ({ command, timeoutSeconds }: FollowReleaseJobOptions): ReleaseEnd => ({
  kind: 'failed',
  class: 'release-command-failed',
  message: `The release command did not end within ${timeoutSeconds} s and was stopped`,
  evidence: [`command: ${command}`],
  remedy: 'See its last lines for what it waits for, or give it more time by `release.timeout` in berth.yaml; then deploy again.',
});

const removed = (): ReleaseEnd => ({
  kind: 'failed',
  class: 'release-command-failed',
  message: 'The release command was removed from the cluster before it had ended',
  evidence: [],
  remedy: 'See whether it did its work, then deploy again.',
});
