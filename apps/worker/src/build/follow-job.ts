import { setTimeout as sleep } from 'node:timers/promises';
import { classifyJob, ClusterError, type Cluster, type Failure, type LivePod } from '@berth/k8s-adapter';
import type { JobTarget } from './build-objects.js';
import { readRunnerResult, type RunnerResult } from './runner-result.js';

export type JobEnd =
  | { kind: 'result'; result: RunnerResult }
  /** The cluster did not let it run, or ended it. */
  | { kind: 'failure'; failure: Failure }
  /** The Job is not there any more. */
  | { kind: 'gone' };

export interface FollowJobOptions {
  signal: AbortSignal;
  /** The log is about to be given from its start. */
  onRewind(): void;
  onLine(text: string): Promise<void>;
  onWaiting(reason: string): void;
}

const pauseMs = 250;
/** A cause that may pass by itself counts when it is still there after so long. */
const confirmMs = 15_000;
/** How long a cluster that does not answer is waited for: the build goes on there meanwhile. */
const unreachableMs = 15 * 60_000;
/** How long after its container's end a Job's own verdict is waited for. */
const verdictMs = 10_000;

type JobObjects = Awaited<ReturnType<Cluster['readJob']>>;

/** Follows a build Job to its end. Throws the signal's reason when aborted, and leaves the Job alone then. */
export async function followJob(cluster: Cluster, target: JobTarget, options: FollowJobOptions): Promise<JobEnd> {
  const { signal } = options;
  let followed = false;
  let doubt: { failure: Failure; since: number } | null = null;
  let silentSince: number | null = null;
  for (;;) {
    signal.throwIfAborted();
    let objects: JobObjects;
    try {
      objects = await cluster.readJob(target);
      silentSince = null;
      const pod = newestPod(objects.pods);
      const state = pod?.status?.containerStatuses?.[0]?.state;
      if (pod && !followed && (state?.running || state?.terminated)) {
        options.onRewind();
        await cluster.followLogs({ namespace: target.namespace, pod: pod.metadata!.name!, container: null }, { signal, onLine: (line) => options.onLine(line.text) });
        followed = true;
        continue;
      }
    } catch (error) {
      if (!(error instanceof ClusterError) || !(error.retryable || error.code === 'not-found')) throw error;
      silentSince ??= Date.now();
      if (Date.now() - silentSince > unreachableMs) throw error;
      await pause(signal);
      continue;
    }
    const end = endOf(objects) ?? (followed ? await verdictOf(cluster, target, signal) : null);
    if (end) return end;
    const failure = classifyJob({ ...objects, now: new Date() });
    if (failure) {
      if (doubt?.failure.class !== failure.class) doubt = { failure, since: Date.now() };
      if (failure.permanent || Date.now() - doubt.since > confirmMs) return { kind: 'failure', failure };
      options.onWaiting(failure.message);
    } else doubt = null;
    await pause(signal);
  }
}

async function pause(signal: AbortSignal): Promise<void> {
  await sleep(pauseMs, undefined, { signal }).catch(() => signal.throwIfAborted());
}

function newestPod(pods: readonly LivePod[]): LivePod | undefined {
  return [...pods].sort((a, b) => String(b.metadata?.creationTimestamp).localeCompare(String(a.metadata?.creationTimestamp)))[0];
}

/** What the objects say about the end; null while it may go on. */
function endOf(objects: JobObjects): JobEnd | null {
  if (!objects.job) return { kind: 'gone' };
  const terminated = newestPod(objects.pods)?.status?.containerStatuses?.[0]?.state?.terminated;
  if (!terminated) return null;
  const result = readRunnerResult(terminated.message);
  // An interrupted build says "cancelled" whoever interrupted it: the Job's own verdict tells.
  if (result && (result.built || result.code !== 'cancelled')) return { kind: 'result', result };
  if (!result && terminated.reason === 'OOMKilled') {
    return { kind: 'result', result: { built: false, error: 'the build ran out of memory while it read the source', code: 'out-of-memory', retryable: false } };
  }
  return null;
}

/** The container ended without a result of its own: waits a little for what the Job says. */
async function verdictOf(cluster: Cluster, target: JobTarget, signal: AbortSignal): Promise<JobEnd> {
  const until = Date.now() + verdictMs;
  let last: RunnerResult | null = null;
  while (Date.now() < until) {
    const objects = await cluster.readJob(target);
    const end = endOf(objects);
    if (end) return end;
    if (objects.job?.metadata?.deletionTimestamp) return { kind: 'gone' };
    const failure = classifyJob({ ...objects, now: new Date() });
    if (failure?.class === 'timeout' || failure?.class === 'evicted') return { kind: 'failure', failure };
    const message = newestPod(objects.pods)?.status?.containerStatuses?.[0]?.state?.terminated?.message;
    last = readRunnerResult(message) ?? last;
    await pause(signal);
  }
  const interrupted = { built: false as const, error: 'the build was interrupted by the cluster', code: 'builder-lost', retryable: true };
  return { kind: 'result', result: last?.built === false ? { ...last, ...interrupted } : interrupted };
}
