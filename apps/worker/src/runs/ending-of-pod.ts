import type { LivePod } from '@berth/k8s-adapter';
import { notStarted } from './not-started.js';
import type { RunEnding } from './run-rows.js';

/** How a run ended, as its pod's container says; null while it has not ended. Pure. */
export function endingOfPod(pod: LivePod): RunEnding | null {
  const ended = pod.status?.containerStatuses?.[0]?.state?.terminated;
  if (ended === undefined) return pod.status?.phase === 'Failed' ? { state: 'failed', exitCode: null, reason: pod.status.message ?? pod.status.reason ?? 'The cluster ended its pod.' } : null;
  const { exitCode, reason, message } = ended;
  if (reason === 'StartError' || reason === 'ContainerCannotRun') return notStarted(message ?? '');
  if (exitCode === 0) return { state: 'succeeded', exitCode, reason: null };
  if (reason === 'OOMKilled') return { state: 'failed', exitCode, reason: 'It used more memory than its size has. Give it a larger one by --size.' };
  return { state: 'failed', exitCode, reason: null };
}
