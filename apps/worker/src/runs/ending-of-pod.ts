import type { LivePod } from '@berth/k8s-adapter';
import type { RunEnding } from './run-rows.js';

/** The convention of shells for a command that cannot be started. */
const notStarted = 127;

/** How a run ended, as its pod's container says; null while it has not ended. Pure. */
export function endingOfPod(pod: LivePod): RunEnding | null {
  const ended = pod.status?.containerStatuses?.[0]?.state?.terminated;
  if (ended === undefined) return pod.status?.phase === 'Failed' ? { state: 'failed', exitCode: null, reason: pod.status.message ?? pod.status.reason ?? 'The cluster ended its pod.' } : null;
  const { exitCode, reason, message } = ended;
  if (reason === 'StartError' || reason === 'ContainerCannotRun') return { state: 'failed', exitCode: notStarted, reason: `The command cannot be started: ${lastCause(message)}` };
  if (exitCode === 0) return { state: 'succeeded', exitCode, reason: null };
  if (reason === 'OOMKilled') return { state: 'failed', exitCode, reason: 'It used more memory than its size has. Give it a larger one by --size.' };
  return { state: 'failed', exitCode, reason: null };
}

/** What the container runtime wraps a cause in says nothing to who typed the command. */
const lastCause = (message: string | undefined): string => /exec: .*$/s.exec(message ?? '')?.[0].trim() ?? message ?? 'the image has no such program';
