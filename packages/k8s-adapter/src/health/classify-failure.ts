import type { CoreV1Event, V1ContainerStatus, V1Deployment, V1Pod, V1ReplicaSet } from '@kubernetes/client-node';
import { formatCpu, formatMemory } from '@berth/domain';
import type { Json } from '../manifest.js';
import type { PodSockets } from '../observe/probe-sockets.js';
import { classifyContainers, classifyMounts } from './classify-container.js';
import type { ContainerRef } from '../cluster.js';
import { classifyReadiness, waitingContainer } from './classify-readiness.js';
import { classifyRefusedPods } from './classify-refused-pods.js';
import { failure, firstLine, type Evidence, type Failure } from './failure.js';
import { podRequests } from './node-room.js';
import type { RolloutObjects } from './rollout-objects.js';

export type Pod = Json<V1Pod>;
export type PodEvent = Json<CoreV1Event>;
export type ContainerStatus = Json<V1ContainerStatus>;

export interface ClassifyInput extends RolloutObjects {
  now: Date;
  /** The port that the process is to listen on; null for one that nobody calls. */
  port: number | null;
  /** Sockets of pods that were looked into, by pod name. */
  sockets?: Record<string, PodSockets>;
  /** How long a process may take to get ready after its start, in seconds; 45 by default. */
  startupSeconds?: number;
}

/** What the rules read: the pods of the newest release and the stored events about them. */
export interface Case {
  now: Date;
  port: number | null;
  sockets: Record<string, PodSockets>;
  startupSeconds: number;
  /** True when the app says so itself. */
  startupIsNamed?: boolean;
  deployment: Json<V1Deployment> | null;
  pods: Pod[];
  events: PodEvent[];
  /** The cluster's own clock ran out: no more patience for slow starts. */
  overdue: boolean;
}

const defaultStartupSeconds = 45;

/**
 * Why the newest release of a process does not come up, or null while nothing says that it will not. Only the newest
 * ReplicaSet's pods count: old pods emit the same events while they go. The first rule that finds something decides,
 * in an order in which the cause comes before its consequences.
 */
export function classifyFailure(input: ClassifyInput): Failure | null {
  const found = newestRelease(input);
  if (!found) return null;
  const { one, replicaSet } = found;
  return classifyRefusedPods(one, replicaSet) ?? classifyPods(one) ?? (one.overdue ? notProgressing(one) : null);
}

/** The container whose sockets would tell why it is not ready (see `probeSockets`), or null; ask before patience runs out. */
export function containerToLookInto(input: ClassifyInput): ContainerRef | null {
  const found = newestRelease(input);
  return found && waitingContainer(found.one);
}

function newestRelease(input: ClassifyInput): { one: Case; replicaSet: Json<V1ReplicaSet> } | null {
  const { deployment } = input;
  if (!deployment || (deployment.status?.observedGeneration ?? 0) < (deployment.metadata?.generation ?? 0)) return null;
  const replicaSet = newestReplicaSet(deployment, input.replicaSets);
  if (!replicaSet) return null;
  const pods = input.pods.filter((pod) => isOwnedBy(pod, replicaSet) && !pod.metadata?.deletionTimestamp);
  const overdue = deployment.status?.conditions?.some((condition) => condition.type === 'Progressing' && condition.reason === 'ProgressDeadlineExceeded') ?? false;
  const one: Case = {
    now: input.now,
    port: input.port,
    sockets: input.sockets ?? {},
    startupSeconds: input.startupSeconds ?? defaultStartupSeconds,
    startupIsNamed: input.startupSeconds !== undefined,
    deployment,
    pods,
    events: input.events,
    overdue,
  };
  return { one, replicaSet };
}

/** The rules that look at pods alone; also for a Job's. */
export function classifyPods(one: Case): Failure | null {
  return classifyEviction(one) ?? classifyScheduling(one) ?? classifyContainers(one) ?? classifyMounts(one) ?? classifyReadiness(one);
}

function newestReplicaSet(deployment: Json<V1Deployment>, replicaSets: readonly Json<V1ReplicaSet>[]): Json<V1ReplicaSet> | undefined {
  const key = 'deployment.kubernetes.io/revision';
  const revision = deployment.metadata?.annotations?.[key];
  return replicaSets.find(
    (set) => set.metadata?.annotations?.[key] === revision && set.metadata?.ownerReferences?.some((owner) => owner.uid === deployment.metadata?.uid),
  );
}

const isOwnedBy = (pod: Pod, replicaSet: Json<V1ReplicaSet>): boolean => pod.metadata?.ownerReferences?.some((owner) => owner.uid === replicaSet.metadata?.uid) ?? false;

/** The stored events about a pod, oldest first. */
export function eventsOf(one: Case, pod: Pod): PodEvent[] {
  return one.events
    .filter((event) => event.involvedObject.uid === pod.metadata?.uid)
    .sort((a, b) => eventTime(a) - eventTime(b));
}

/** When an event was last seen, in milliseconds; scheduler events carry `eventTime` alone. */
export function eventTime(event: PodEvent): number {
  return Date.parse(event.series?.lastObservedTime ?? event.lastTimestamp ?? event.eventTime ?? event.firstTimestamp ?? event.metadata.creationTimestamp ?? '') || 0;
}

export const eventEvidence = (event: PodEvent): Evidence => ({
  source: 'event',
  object: event.involvedObject.name ?? '',
  text: event.message ?? event.reason ?? '',
  at: event.lastTimestamp ?? event.eventTime ?? null,
});

export const podEvidence = (pod: Pod, text: string, at: string | null = null): Evidence => ({ source: 'pod', object: pod.metadata?.name ?? '', text: text.trim(), at });

function classifyEviction(one: Case): Failure | null {
  for (const pod of one.pods) {
    const name = pod.metadata?.name ?? null;
    const event = eventsOf(one, pod).findLast((candidate) => candidate.reason === 'Evicted');
    const text = pod.status?.reason === 'Evicted' ? pod.status.message : event?.message;
    if (text !== undefined) {
      return failure({ class: 'evicted', message: `The cluster removed a pod: ${firstLine(text)}`, evidence: [event ? eventEvidence(event) : podEvidence(pod, text)], pod: name });
    }
    const target = pod.status?.conditions?.find((condition) => condition.type === 'DisruptionTarget' && condition.status === 'True');
    if (target && pod.status?.phase === 'Failed') {
      return failure({ class: 'evicted', message: `The cluster removed a pod: ${target.message ?? target.reason}`, evidence: [podEvidence(pod, target.message ?? '', target.lastTransitionTime ?? null)], pod: name });
    }
  }
  return null;
}

function classifyScheduling(one: Case): Failure | null {
  for (const pod of one.pods) {
    const scheduled = pod.status?.conditions?.find((condition) => condition.type === 'PodScheduled' && condition.status === 'False');
    if (!scheduled || scheduled.reason === 'SchedulingGated') continue;
    const text = scheduled.message ?? '';
    const evidence = [podEvidence(pod, text, scheduled.lastTransitionTime ?? null)];
    const found = (failureClass: 'volume-unavailable' | 'unschedulable', message: string): Failure =>
      failure({ class: failureClass, message, evidence, pod: pod.metadata?.name ?? null });
    if (/persistentvolumeclaim/i.test(text)) return found('volume-unavailable', `A volume is not there: ${firstLine(text)}`);
    return found('unschedulable', unschedulableText(pod, text));
  }
  return null;
}

/** What no node has enough of, and how much of it a pod asks for. */
function unschedulableText(pod: Pod, text: string): string {
  const { cpuMillicores, memoryBytes } = podRequests(pod);
  const lacking = [
    ...(/Insufficient cpu/.test(text) ? [`${formatCpu(cpuMillicores)} CPU`] : []),
    ...(/Insufficient memory/.test(text) ? [`${formatMemory(memoryBytes)} memory`] : []),
  ];
  if (lacking.length > 0) return `No node has ${lacking.join(' and ')} free, which a pod asks for.`;
  if (/Too many pods/.test(text)) return 'Every node runs as many pods as it may.';
  if (/untolerated taint/.test(text)) return 'No node takes new pods.';
  return `No node takes a pod: ${firstLine(text)}`;
}

/** The deadline has passed and no rule knows why: said as it is. */
function notProgressing(one: Case): Failure {
  const condition = one.deployment?.status?.conditions?.find((candidate) => candidate.type === 'Progressing');
  const evidence: Evidence[] = [{ source: 'deployment', object: one.deployment?.metadata?.name ?? '', text: condition?.message ?? '', at: condition?.lastTransitionTime ?? null }];
  const pulling = one.pods.flatMap((pod) => eventsOf(one, pod).slice(-1)).find((event) => event.reason === 'Pulling');
  if (pulling) return failure({ class: 'timeout', message: 'The image is still being fetched.', evidence: [eventEvidence(pulling), ...evidence] });
  const initializing = one.pods.find((pod) => pod.status?.initContainerStatuses?.some((status) => status.state?.running));
  if (initializing) return failure({ class: 'never-ready', message: 'A step before the start does not end.', evidence, pod: initializing.metadata?.name ?? null });
  return failure({ class: one.pods.length > 0 ? 'never-ready' : 'timeout', message: 'The new pods did not become ready in time.', evidence });
}
