import type { LogEntry } from '@berth/domain';
import { ClusterError, labels, releaseNumber, type LogLine } from '@berth/k8s-adapter';
import type { OpenedCluster } from '../clusters/cluster-pool.js';
import type { LivePod } from '../clusters/live-types.js';
import { WakeUp } from '../clusters/wake-up.js';
import type { WorkerDeps } from '../worker-deps.js';
import { LogStream, positionOf } from './log-stream.js';
import { isAttached } from './is-attached.js';
import { redact, type Secrets } from './redact.js';
import type { ReleaseSecrets } from './release-secrets.js';

/** Lines of each pod that a first viewer finds. */
const historyLines = 500;
const historyMs = 3_000;
const againMs = 1_000;

/** Follows every container of an environment into its stream, first what they wrote last, until `signal` aborts. */
export async function followEnvironment(
  deps: WorkerDeps,
  opened: OpenedCluster,
  secrets: ReleaseSecrets,
  stream: LogStream,
  environmentId: string,
  onReady: () => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const positions = await stream.positions();
  const history = await Promise.all(loggedPods(opened, environmentId).map((pod) => readHistory(opened, secrets, environmentId, pod, positions)));
  const entries = history.flat().sort((a, b) => (a.ts < b.ts ? -1 : a.ts > b.ts ? 1 : 0));
  for (const entry of entries) positions[positionOf(entry)] = entry.ts;
  await stream.add(...entries);
  await stream.flush();
  await onReady();

  const following = new Map<string, Promise<void>>();
  const wakeUp = new WakeUp(opened.view, environmentId);
  try {
    while (!signal.aborted) {
      for (const pod of loggedPods(opened, environmentId)) {
        const name = pod.metadata!.name!;
        if (following.has(name) || !hasStarted(pod)) continue;
        const follow = followPod(deps, opened, secrets, stream, environmentId, pod, positions, signal);
        following.set(name, follow);
      }
      const present = new Set(loggedPods(opened, environmentId).map((pod) => pod.metadata!.name!));
      for (const name of following.keys()) if (!present.has(name)) following.delete(name);
      await wakeUp.next(30_000, signal).catch(() => {});
    }
  } finally {
    wakeUp.stop();
    await Promise.allSettled(following.values());
    await stream.flush();
  }
}

/** What a run writes to somebody's terminal is theirs alone. */
const loggedPods = (opened: OpenedCluster, environmentId: string): LivePod[] => opened.view.pods(environmentId).filter((pod) => !isAttached(pod));

function hasStarted(pod: LivePod): boolean {
  return (pod.status?.containerStatuses ?? []).some((status) => status.state?.running || status.state?.terminated || status.restartCount > 0);
}

interface Origin {
  namespace: string;
  pod: string;
  container: string;
  process: string;
  release: string;
}

function originOf(pod: LivePod): Origin {
  const process = pod.metadata?.labels?.[labels.process] ?? '';
  return {
    namespace: pod.metadata!.namespace!,
    pod: pod.metadata!.name!,
    container: pod.spec?.containers?.[0]?.name ?? process,
    process,
    release: String(releaseNumber(pod.metadata?.labels?.[labels.release]) ?? ''),
  };
}

function entryOf(origin: Origin, line: LogLine, secrets: Secrets): LogEntry {
  const text = redact(line.text, secrets);
  return { ts: line.time, pod: origin.pod, process: origin.process, release: origin.release, line: line.truncated ? `${text} … (cut)` : text, stream: 'output' };
}

async function readHistory(opened: OpenedCluster, secrets: ReleaseSecrets, environmentId: string, pod: LivePod, positions: Record<string, string>): Promise<LogEntry[]> {
  if (!hasStarted(pod)) return [];
  const origin = originOf(pod);
  const after = positions[positionOf(origin)];
  const hidden = await secrets.of(environmentId, pod.metadata?.labels?.[labels.release]);
  try {
    const lines = await opened.cluster.readLogs(origin, { tailLines: historyLines, signal: AbortSignal.timeout(historyMs), ...(after === undefined ? {} : { after }) });
    return lines.map((line) => entryOf(origin, line, hidden));
  } catch (error) {
    if (error instanceof ClusterError || (error as Error).name === 'TimeoutError') return []; // it is followed all the same
    throw error;
  }
}

/** A pod that runs to its end, as a cron run's does, writes nothing after it, and the cluster keeps it for a while. */
function hasEnded(opened: OpenedCluster, environmentId: string, pod: LivePod): boolean {
  const phase = opened.view.pods(environmentId).find((one) => one.metadata?.uid === pod.metadata?.uid)?.status?.phase;
  return phase === 'Succeeded' || phase === 'Failed';
}

/** Follows one pod through its restarts, from where its last line was, until it is gone or has ended for good. */
async function followPod(
  deps: WorkerDeps,
  opened: OpenedCluster,
  secrets: ReleaseSecrets,
  stream: LogStream,
  environmentId: string,
  pod: LivePod,
  positions: Record<string, string>,
  signal: AbortSignal,
): Promise<void> {
  const origin = originOf(pod);
  const place = positionOf(origin);
  const hidden = await secrets.of(environmentId, pod.metadata?.labels?.[labels.release]);
  const exists = (): boolean => loggedPods(opened, environmentId).some((one) => one.metadata?.uid === pod.metadata?.uid);
  while (!signal.aborted && exists()) {
    const after = positions[place];
    try {
      await opened.cluster.followLogs(origin, {
        signal,
        ...(after === undefined ? { tailLines: historyLines } : { after }),
        onLine: async (line) => {
          positions[place] = line.time;
          await stream.add(entryOf(origin, line, hidden));
        },
      });
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
      if (error.code === 'not-found') return;
      deps.log.debug({ pod: origin.pod, error: error.message }, 'following a pod broke off; it goes on');
    }
    if (hasEnded(opened, environmentId, pod)) return;
    await new Promise((resolve) => setTimeout(resolve, againMs));
  }
}
