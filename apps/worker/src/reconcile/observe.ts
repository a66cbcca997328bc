import { cronProcess, labels, lastExit, podState, releaseNumber, releaseProcess, runProcess, trackOf, type EnvironmentSpec } from '@berth/k8s-adapter';
import type { EnvironmentState, Observed, ObservedPod } from '@berth/domain';
import type { LiveDeployment, LiveEvent, LivePod } from '../clusters/live-types.js';

export interface ObserveInput {
  /** What should run; null when nothing should. */
  processes: { name: string; kind: string; replicas: EnvironmentSpec['processes'][number]['replicas'] }[] | null;
  liveRelease: number | null;
  appDeleting: boolean;
  suspended: boolean;
  /** How the web process sleeps, if it does, and why it could not wake up last. */
  sleep: { state: string | null; refusal: string | null };
  deployments: readonly LiveDeployment[];
  pods: readonly LivePod[];
  /** What the cluster said about these pods. */
  events: readonly LiveEvent[];
  usage: ReadonlyMap<string, { cpuMillicores: number; memoryBytes: number }>;
  now: Date;
}

/** What an environment shows, from the objects. Pure. Pods of a candidate are shown, and count for nothing: what serves is judged by its own. */
export function observe(input: ObserveInput): Observed {
  const { processes, now } = input;
  const pods = input.pods.filter((pod) => !isOneOffPod(pod)).map((pod) => observedPod(pod, input));
  const names = new Set([...(processes ?? []).map((process) => process.name), ...pods.map((pod) => pod.process)]);
  const shown = [...names].sort().map((name) => {
    const own = pods.filter((pod) => pod.process === name).sort((a, b) => a.name.localeCompare(b.name));
    return { name, desired: desiredOf(input, name), ready: own.filter((pod) => pod.ready && pod.state !== 'stopping' && pod.track === undefined).length, pods: own };
  });
  const { state, reason } = overall(input, shown);
  return { state, reason, observedAt: now.toISOString(), servingRelease: servingRelease(pods, input.liveRelease), processes: shown };
}

/** The pod of a release command, a run or a cron process: it is none of those that keep running. */
export const isOneOffPod = (pod: LivePod): boolean => [releaseProcess, runProcess, cronProcess].includes(pod.metadata?.labels?.[labels.processKind] ?? '');

function observedPod(pod: LivePod, { usage, now, events }: ObserveInput): ObservedPod {
  const state = podState(pod, now);
  const exit = lastExit(pod, events.filter((event) => event.involvedObject.uid === pod.metadata?.uid));
  const name = pod.metadata?.name ?? '';
  const used = usage.get(name);
  return {
    name,
    process: pod.metadata?.labels?.[labels.process] ?? '',
    release: releaseNumber(pod.metadata?.labels?.[labels.release]),
    ...(trackOf(pod) === 'candidate' && { track: 'candidate' as const }),
    state: state.state,
    reason: state.reason,
    ready: state.ready,
    restarts: state.restarts,
    startedAt: state.startedAt === null ? null : new Date(state.startedAt).toISOString(),
    ...(exit && { lastExit: { ...exit, at: exit.at === null ? null : new Date(exit.at).toISOString() } }),
    cpuMillicores: used?.cpuMillicores ?? null,
    memoryBytes: used?.memoryBytes ?? null,
  };
}

const deploymentOf = (deployments: ObserveInput['deployments'], process: string): LiveDeployment | undefined =>
  deployments.find((one) => one.metadata?.labels?.[labels.process] === process && trackOf(one) === 'stable');

/** The autoscaler's choice where it has one, else what was asked for. */
function desiredOf({ processes, deployments }: ObserveInput, name: string): number {
  const process = processes?.find((one) => one.name === name);
  if (!process) return 0;
  const chosen = deploymentOf(deployments, name)?.spec?.replicas;
  const { min, max } = process.replicas;
  return min === max ? min : Math.min(Math.max(chosen ?? min, min), max);
}

function servingRelease(pods: readonly ObservedPod[], live: number | null): number | null {
  const ready = pods.filter((pod) => pod.ready && pod.state !== 'stopping' && pod.release !== null && pod.track === undefined).map((pod) => pod.release!);
  if (ready.length === 0) return null;
  return live !== null && ready.includes(live) ? live : Math.max(...ready);
}

function overall(input: ObserveInput, shown: Observed['processes']): { state: EnvironmentState; reason: string } {
  if (input.appDeleting) return { state: 'deleting', reason: 'the app is being deleted' };
  if (!input.processes) return { state: 'not-deployed', reason: 'nothing has been deployed' };
  const wanted = shown.filter((process) => process.desired > 0);
  const asleep = input.sleep.state === 'asleep' && !input.suspended;
  if (asleep && wanted.every((process) => process.ready >= process.desired)) return { state: 'asleep', reason: input.sleep.refusal === null ? 'no requests: the next one wakes it up' : `it could not wake up: ${input.sleep.refusal}` };
  if (wanted.length === 0) return { state: 'stopped', reason: input.suspended ? 'the tenant is suspended' : 'scaled to 0' };
  const lacking = wanted.filter((process) => process.ready < process.desired);
  if (lacking.length === 0) return { state: 'live', reason: readyText(wanted) };
  const bad = lacking.flatMap((process) => process.pods).find((pod) => !pod.ready && pod.state !== 'stopping' && pod.reason !== null && pod.track === undefined);
  const why = refusalOfPods(input, lacking) ?? bad?.reason ?? null;
  const reason = `${readyText(lacking)}${why ? `: ${why}` : ''}`;
  if (input.sleep.state === 'waking' && (why === null || bad?.state === 'starting')) return { state: 'asleep', reason: `wakes up: ${reason}` };
  const down = lacking.some((process) => process.ready === 0 && input.processes?.find((one) => one.name === process.name)?.kind === 'web');
  return { state: down ? 'down' : 'degraded', reason };
}

const refusals = { budget: 'the tenant’s budget has no room for more pods', other: 'the cluster makes no more pods' };

/** Why the cluster makes no more pods of a process that lacks some; null when it does not say so. */
export function refusalOfPods({ deployments }: Pick<ObserveInput, 'deployments'>, lacking: readonly { name: string }[]): string | null {
  for (const { name } of lacking) {
    const deployment = deploymentOf(deployments, name);
    const refused = deployment?.status?.conditions?.find((condition) => condition.type === 'ReplicaFailure' && condition.status === 'True');
    const message = refused?.message ?? '';
    const quota = /exceeded quota: \S+?, (requested: .+)$/.exec(message);
    if (quota) return `${refusals.budget} (quota: ${quota[1]})`;
    if (refused) return `${refusals.other}: ${message}`;
  }
  return null;
}

/** What anybody may read of such a refusal: no numbers of the tenant, and none of the cluster's own words. */
export const publicRefusal = (refusal: string): string => (refusal.startsWith(refusals.budget) ? refusals.budget : refusals.other);

const readyText = (processes: Observed['processes']): string => processes.map((process) => `${process.name} ${process.ready}/${process.desired} ready`).join(', ');
