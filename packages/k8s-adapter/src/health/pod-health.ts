import type { V1ContainerStatus, V1Pod } from '@kubernetes/client-node';
import type { Json } from '../manifest.js';
import { exitWords } from './last-exit.js';
import { degraded, healthy, progressing, type Health } from './health.js';

type Status = Json<V1ContainerStatus>;

/** A pod in the words that people see. */
export interface PodState {
  state: 'starting' | 'ready' | 'not-ready' | 'crashed' | 'stopping' | 'pending';
  reason: string | null;
  ready: boolean;
  restarts: number;
  startedAt: string | null;
}

/** How long a running pod that is not ready yet counts as starting. */
const startingMs = 60_000;

/** What a pod is doing at `now`. */
export function podState(pod: Json<V1Pod>, now: Date): PodState {
  const { status } = pod;
  const statuses = status?.containerStatuses ?? [];
  const ready = status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True') ?? false;
  const restarts = statuses.reduce((sum, container) => sum + container.restartCount, 0);
  const startedAt = statuses[0]?.state?.running?.startedAt ?? status?.startTime ?? null;
  const as = (state: PodState['state'], reason: string | null): PodState => ({ state, reason, ready, restarts, startedAt });

  if (pod.metadata?.deletionTimestamp) return as('stopping', null);
  if (status?.phase === 'Failed') return as('crashed', status.reason ?? exitReason(statuses) ?? 'failed');
  if (ready) return as('ready', null);
  const scheduled = status?.conditions?.find((condition) => condition.type === 'PodScheduled');
  if (scheduled?.status === 'False') return as('pending', scheduled.message ?? scheduled.reason ?? null);
  const steps = (status?.initContainerStatuses ?? []).filter((step) => step.state?.terminated?.exitCode !== 0);
  const all = [...steps, ...statuses];
  const exit = exitReason(all);
  const waiting = all.map((container) => container.state?.waiting).find((one) => one && !quietWaits.has(one.reason ?? ''));
  if (exit !== null && (waiting?.reason === 'CrashLoopBackOff' || waiting?.reason === 'RunContainerError' || all.some((one) => one.state?.terminated))) return as('crashed', exit);
  if (waiting) return as('pending', waiting.reason ?? null);
  const running = statuses.find((container) => container.state?.running);
  const step = steps.find((container) => container.state?.running);
  if (!running && step) return as('starting', `the step ${step.name} before the start runs`);
  if (!running) return as('starting', 'the image is being fetched');
  const age = now.getTime() - Date.parse(running.state?.running?.startedAt ?? now.toISOString());
  return age < startingMs && restarts === 0 ? as('starting', null) : as('not-ready', 'does not pass its health check');
}

const quietWaits = new Set(['ContainerCreating', 'PodInitializing']);

function exitReason(statuses: readonly Status[]): string | null {
  for (const { state, lastState } of statuses) {
    const ended = state?.terminated ?? lastState?.terminated;
    if (!ended) continue;
    return exitWords(ended);
  }
  return null;
}

/** Health of one pod. */
export function podHealth(pod: Json<V1Pod>, now: Date): Health {
  const { state, reason } = podState(pod, now);
  switch (state) {
    case 'ready':
      return healthy('ready');
    case 'crashed':
    case 'not-ready':
      return degraded(reason ?? state);
    case 'pending':
      return reason === null ? progressing('pending') : degraded(reason);
    default:
      return progressing(reason ?? state);
  }
}
