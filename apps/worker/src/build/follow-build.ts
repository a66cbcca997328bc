import { setTimeout as sleep } from 'node:timers/promises';
import { classifyFailure, ClusterError, type Cluster, type Failure } from '@berth/k8s-adapter';
import { runnersIn, type Runner } from './find-runner.js';
import { runInRunner } from './run-in-runner.js';
import { readRunnerResult, type RunnerResult } from './runner-result.js';

export type TryEnd =
  | { kind: 'result'; result: RunnerResult }
  /** The cluster did not let it run. */
  | { kind: 'failure'; failure: Failure };

export interface BuildToFollow {
  namespace: string;
  /** Starts the build in the runner, or joins it. */
  command: readonly string[];
  input: string;
  /** The runner must be of this one. */
  revision: string;
}

export interface FollowBuildOptions {
  signal: AbortSignal;
  /** Asked once a runner is there: a build that was cancelled before is not begun. */
  isCancelled(): Promise<boolean>;
  /** The log is about to be given from its start. */
  onRewind(): void;
  onLine(text: string): Promise<void>;
  onWaiting(reason: string): void;
}

const pauseMs = 250;
/** A cause that may pass by itself counts when it is still there after so long. */
const confirmMs = 15_000;
/** A pod that is refused may be let in once the cluster knows a new builder image, or an older version's builds have ended: the ReplicaSet tries again. */
const refusedMs = 60_000;
/** How long a runner may take to start. */
const startMs = 120_000;
/** How long a cluster that does not answer is waited for: the build goes on there meanwhile. */
const unreachableMs = 15 * 60_000;

function patienceWith(failure: Failure): number {
  if (failure.class === 'quota' || failure.class === 'pod-refused') return refusedMs;
  return failure.permanent ? 0 : confirmMs;
}

/** A container that was killed, or a pod that was evicted, says nothing about the next build: there will be another. */
function whyNotStarted(objects: Awaited<ReturnType<Cluster['readBuildRunner']>>): Failure | null {
  const pods = objects.pods.filter((pod) => pod.status?.phase !== 'Failed' && !pod.status?.containerStatuses?.some(({ restartCount }) => restartCount > 0));
  return classifyFailure({ ...objects, pods, port: null, startupSeconds: Number.POSITIVE_INFINITY, now: new Date() });
}

const failed = (code: string, error: string, retryable: boolean): TryEnd => ({ kind: 'result', result: { built: false, code, error, retryable } });

/**
 * Starts a build in its tenant's runner unless it has been started, and follows it to its end; after a broken connection
 * it is joined again. Throws the signal's reason when aborted, and leaves the build alone then.
 */
export async function followBuild(cluster: Cluster, build: BuildToFollow, options: FollowBuildOptions): Promise<TryEnd> {
  const { signal } = options;
  const waitingSince = Date.now();
  let begunIn: Runner | null = null;
  let doubt: { failure: Failure; since: number } | null = null;
  /** Since when `run` itself fails. */
  let wordlessSince: number | null = null;
  /** Since when nothing is heard of the cluster, or of the build's node. */
  let silentSince: number | null = null;
  const isSilent = (): boolean => Date.now() - (silentSince ??= Date.now()) > unreachableMs;
  const onLine = (text: string): Promise<void> => {
    wordlessSince = silentSince = null;
    return options.onLine(text);
  };
  for (;; await sleep(pauseMs, undefined, { signal }).catch(() => {})) {
    signal.throwIfAborted();
    try {
      const runner: Runner | undefined = (await runnersIn(cluster, build.namespace)).find(({ revision }) => revision === build.revision);
      if (begunIn && begunIn.start !== runner?.start) return failed('builder-lost', 'the build was interrupted by the cluster', true);
      if (runner) {
        if (await options.isCancelled()) return failed('cancelled', 'the build was cancelled', false);
        begunIn = runner;
        options.onRewind();
        const { exitCode, errors } = await runInRunner(cluster, runner, { ...build, signal, onLine });
        const result = readRunnerResult(errors);
        if (result) return { kind: 'result', result };
        // Its end without a result: the container ended, as the pod's state will tell, or the node is out of reach.
        if (exitCode === null || exitCode === 0) {
          if (isSilent()) return failed('builder-lost', `the node of the build does not answer: ${errors.trim() || 'the connection to it ends without a word'}`, true);
        } else if (Date.now() - (wordlessSince ??= Date.now()) > confirmMs) return failed('builder-lost', `the build does not start: ${errors.trim() || 'without a word'}`, true);
        continue;
      }
      const failure = whyNotStarted(await cluster.readBuildRunner(build.namespace));
      silentSince = null;
      if (failure) {
        if (doubt?.failure.class !== failure.class) doubt = { failure, since: Date.now() };
        if (Date.now() - doubt.since >= patienceWith(failure)) return { kind: 'failure', failure };
      } else doubt = null;
      if (Date.now() - waitingSince > startMs) return failed('builder-unreachable', `the builder did not start within ${startMs / 1000} s`, true);
      options.onWaiting(failure?.message ?? 'waiting for the builder to start');
    } catch (error) {
      if (!(error instanceof ClusterError) || !(error.retryable || error.code === 'not-found')) throw error;
      if (isSilent()) throw error;
    }
  }
}
