import { activatorSlices, labels, releaseNumber, trackOf, type Cluster, type ClusterError, type Kind, type Track } from '@berth/k8s-adapter';
import type { Logger } from 'pino';
import { EventStore } from './event-store.js';
import { hasAddress, IngressTimes, type IngressWord } from './ingress-took-up.js';
import type { ChangeType, LiveDeployment, LiveEvent, LiveObject, LivePod, OwnedWatch, RolloutObjects } from './live-types.js';

/** `environmentId` is that of the object before the change: what somebody took the label off is still put right. */
export type ViewListener = (type: ChangeType, object: LiveObject, environmentId: string | undefined) => void;

export interface ServiceEndpoint {
  pod: string;
  release: number | null;
  ready: boolean;
}

/** Whether an EndpointSlice leads to the activator in place of an app's own pods. */
export const leadsToActivator = (slice: LiveObject): boolean => slice.metadata.labels?.[labels.sliceManagedBy] === activatorSlices;

const idOf = (object: LiveObject): string | undefined => object.metadata.labels?.[labels.environmentId];

/** What guards tenants, and routes of the Gateway API. They are watched apart: where the worker lacks the right to, or the cluster knows no such routes, everything else goes on. */
const wallKinds: readonly Kind[] = ['Namespace', 'NetworkPolicy', 'LimitRange', 'ServiceAccount', 'RoleBinding', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding', 'HTTPRoute'];

/** One cluster as the watch shows it now: answers from memory, and tells who asked when something changes. */
export class ClusterView {
  readonly events = new EventStore();
  private readonly watch: OwnedWatch;
  private readonly walls: OwnedWatch;
  private readonly byEnvironment = new Map<string, Set<() => void>>();
  private readonly listeners = new Set<ViewListener>();
  private readonly eventListeners = new Set<(event: LiveEvent, environmentId: string | undefined) => void>();
  private readonly environmentOf = new Map<string, string>();
  private readonly ingressTimes = new IngressTimes();
  /** Objects by environment, then by uid: one environment's change costs nothing for the others. */
  private readonly index = new Map<string, Map<string, LiveObject>>();
  private started = false;
  private lastError: { message: string; at: number } | null = null;

  constructor(cluster: Cluster, log: Logger) {
    this.watch = cluster.watchOwned({
      onChange: (type, object) => this.changed(type, object),
      onEvent: (event) => {
        this.events.add(event);
        const environmentId = this.environmentOf.get(event.involvedObject.uid ?? '');
        for (const listener of this.eventListeners) listener(event, environmentId);
        this.wake(environmentId);
      },
      onError: (error: ClusterError, kind: Kind) => {
        this.lastError = { message: error.message, at: Date.now() };
        log.debug({ kind, error: error.message }, 'the watch was cut; it goes on');
      },
      onCorrection: (kind) => log.info({ kind }, 'reading again corrected the watch'),
      relistMs: 300_000,
    });
    const refused = new Set<Kind>();
    this.walls = cluster.watchOwned({
      kinds: wallKinds,
      onChange: (type, object) => this.changed(type, object),
      onError: (error, kind) => {
        if (error.code === 'forbidden' && !refused.has(kind)) log.warn({ kind }, `changes by hand are found late: ${error.message} ${error.remedy}`);
        refused.add(kind);
      },
      relistMs: 300_000,
    });
    void this.watch.ready.then(() => (this.started = true));
  }

  /** Resolves once everything has been read for the first time. */
  get ready(): Promise<void> {
    return this.watch.ready;
  }

  /** False until everything has been read once: what is not seen then may exist. */
  get isReady(): boolean {
    return this.started;
  }

  /** The last failure of the watch within `ms`, or null. */
  recentError(ms: number): string | null {
    return this.lastError && Date.now() - this.lastError.at < ms ? this.lastError.message : null;
  }

  /** Calls `wake` after each change of the environment's objects, pods and events. Returns the end of it. */
  onEnvironment(environmentId: string, wake: () => void): () => void {
    const set = this.byEnvironment.get(environmentId) ?? new Set();
    set.add(wake);
    this.byEnvironment.set(environmentId, set);
    return () => {
      set.delete(wake);
      if (set.size === 0) this.byEnvironment.delete(environmentId);
    };
  }

  /** Calls `listener` for each change of any object of the installation. Returns the end of it. */
  onChange(listener: ViewListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Calls `listener` for each event as it arrives, with the environment of the object that it is about. */
  onEvent(listener: (event: LiveEvent, environmentId: string | undefined) => void): void {
    this.eventListeners.add(listener);
  }

  objects(kind: Kind, environmentId: string): LiveObject[] {
    return [...(this.index.get(environmentId)?.values() ?? [])].filter((object) => object.kind === kind);
  }

  all(kind: Kind): LiveObject[] {
    return this.watch.objects(kind);
  }

  pods(environmentId: string): LivePod[] {
    return this.objects('Pod', environmentId) as unknown as LivePod[];
  }

  deployments(environmentId: string): LiveDeployment[] {
    return this.objects('Deployment', environmentId) as unknown as LiveDeployment[];
  }

  /** What `classifyFailure` and `rolloutProgress` want of one process, with the events kept since this worker started. */
  rollout(environmentId: string, process: string, track: Track = 'stable'): RolloutObjects {
    const of = (kind: Kind): LiveObject[] => this.objects(kind, environmentId).filter((object) => object.metadata.labels?.[labels.process] === process && trackOf(object) === track);
    const deployment = of('Deployment')[0];
    const replicaSets = of('ReplicaSet');
    const pods = of('Pod');
    const uids = [deployment, ...replicaSets, ...pods].map((object) => object?.metadata.uid);
    return {
      deployment: (deployment as unknown as LiveDeployment | undefined) ?? null,
      replicaSets: replicaSets as unknown as RolloutObjects['replicaSets'],
      pods: pods as unknown as LivePod[],
      events: this.events.about(uids),
    };
  }

  /** Where the Service's EndpointSlices send requests, by the release of each pod. */
  endpoints(environmentId: string, service: string): ServiceEndpoint[] {
    const releases = new Map(this.pods(environmentId).map((pod) => [pod.metadata?.uid, releaseNumber(pod.metadata?.labels?.[labels.release])]));
    const slices = this.objects('EndpointSlice', environmentId).filter((slice) => slice.metadata.labels?.[labels.sliceService] === service && !leadsToActivator(slice));
    return slices.flatMap((slice) =>
      ((slice['endpoints'] ?? []) as { targetRef?: { name?: string; uid?: string }; conditions?: { ready?: boolean } }[]).map((endpoint) => ({
        pod: endpoint.targetRef?.name ?? '',
        release: releases.get(endpoint.targetRef?.uid) ?? null,
        ready: endpoint.conditions?.ready ?? false,
      })),
    );
  }

  /** What the ingress controller says of the environment's Ingress. */
  ingressWord(environmentId: string): IngressWord {
    const now = performance.now();
    const ages = this.objects('Ingress', environmentId).map((ingress) => this.ingressTimes.age(ingress.metadata.uid, now));
    const saidForMs = ages.length === 0 || ages.includes(null) ? null : Math.min(...(ages as number[]));
    return { saidForMs, speaks: this.all('Ingress').some(hasAddress) };
  }

  async stop(): Promise<void> {
    await Promise.all([this.watch.stop(), this.walls.stop()]);
  }

  private changed(type: ChangeType, object: LiveObject): void {
    const { uid } = object.metadata;
    const environmentId = idOf(object);
    const before = this.environmentOf.get(uid);
    if (before !== undefined && before !== environmentId) this.drop(before, uid); // somebody took the label off
    if (environmentId !== undefined) this.keep(type, environmentId, object);
    if (object.kind === 'Ingress') {
      if (type === 'deleted') this.ingressTimes.forget(uid);
      else this.ingressTimes.see(object, performance.now());
    }
    for (const listener of this.listeners) listener(type, object, before ?? environmentId);
    this.wake(environmentId);
    if (before !== environmentId) this.wake(before);
  }

  private drop(environmentId: string, uid: string): void {
    const own = this.index.get(environmentId);
    this.environmentOf.delete(uid);
    own?.delete(uid);
    if (own?.size === 0) this.index.delete(environmentId);
  }

  private keep(type: ChangeType, environmentId: string, object: LiveObject): void {
    const { uid } = object.metadata;
    if (type === 'deleted') return this.drop(environmentId, uid);
    const own = this.index.get(environmentId) ?? new Map<string, LiveObject>();
    this.environmentOf.set(uid, environmentId);
    own.set(uid, object);
    this.index.set(environmentId, own);
  }

  private wake(environmentId: string | undefined): void {
    if (environmentId === undefined) return;
    for (const wake of this.byEnvironment.get(environmentId) ?? []) wake();
  }
}
