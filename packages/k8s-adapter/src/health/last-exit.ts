import type { CoreV1Event, V1Pod } from '@kubernetes/client-node';
import type { Json } from '../manifest.js';
import { eventTime } from './classify-failure.js';
import { probeAnswer } from './probe-words.js';

/** How a container of a pod ended last. */
export interface LastExit {
  /** `exit code 3`, `out of memory`, `failed its liveness check: is answered with status 503`. */
  reason: string;
  exitCode: number;
  /** What it left as its last word: its termination message, or the end of its log when it failed. */
  message: string | null;
  at: string | null;
}

/** Events and container starts have whole seconds. */
const secondMs = 1_000;

/** The newest end of one of the pod's containers, with a check that had it ended where an event says so; null when none has ended. */
export function lastExit(pod: Json<V1Pod>, events: readonly Json<CoreV1Event>[] = []): LastExit | null {
  const inits = (pod.status?.initContainerStatuses ?? []).map((status) => ({ status, isInit: true }));
  const mains = (pod.status?.containerStatuses ?? []).map((status) => ({ status, isInit: false }));
  const ends = [...inits, ...mains].flatMap(({ status, isInit }) => {
    const ended = status.state?.terminated ?? status.lastState?.terminated;
    return ended && !(isInit && ended.exitCode === 0) ? [{ name: status.name, ended }] : [];
  });
  const last = ends.sort((a, b) => Date.parse(b.ended.finishedAt ?? '') - Date.parse(a.ended.finishedAt ?? ''))[0];
  if (!last) return null;
  const { name, ended } = last;
  const text = (ended.message ?? '').trim();
  return {
    reason: killedBy(name, ended.startedAt, ended.finishedAt, events) ?? exitWords(ended),
    exitCode: ended.exitCode,
    message: text === '' ? null : text,
    at: ended.finishedAt ?? null,
  };
}

/** How a container ended, in a word. */
export function exitWords({ reason, exitCode }: { reason?: string; exitCode: number }): string {
  if (reason === 'OOMKilled') return 'out of memory';
  return reason === 'StartError' ? 'the start command failed' : `exit code ${exitCode}`;
}

function killedBy(container: string, startedAt: string | undefined, finishedAt: string | undefined, events: readonly Json<CoreV1Event>[]): string | null {
  const [from, to] = [Date.parse(startedAt ?? '') - secondMs, Date.parse(finishedAt ?? '') + secondMs];
  const inLife = events.filter((event) => (event.involvedObject.fieldPath ?? `{${container}}`).endsWith(`{${container}}`) && eventTime(event) >= from && eventTime(event) <= to);
  const killing = inLife.findLast((event) => event.reason === 'Killing' && /failed (liveness|startup) probe/.test(event.message ?? ''));
  if (!killing) return null;
  const probe = /failed startup probe/.test(killing.message ?? '') ? 'startup' : 'liveness';
  const answer = inLife.findLast((event) => event.reason === 'Unhealthy' && (event.message ?? '').toLowerCase().startsWith(`${probe} probe`));
  return `failed its ${probe} check${answer ? `, which ${probeAnswer(answer.message)}` : ''}`;
}
