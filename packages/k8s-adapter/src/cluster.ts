import type { ClusterError } from './apply/cluster-error.js';
import type { ApplyOptions, ApplyResult } from './apply/apply-object.js';
import type { DryRunResult } from './apply/dry-run.js';
import type { OwnedKey } from './labels.js';
import type { Json, LiveObject, Manifest, ObjectRef } from './manifest.js';
import type { RolloutObjects } from './health/rollout-objects.js';
import type { FollowLogsOptions, LogLine, ReadLogsOptions } from './observe/logs.js';
import type { PodMetrics } from './observe/pod-metrics.js';
import type { QuotaUse } from './observe/quota-use.js';
import type { RolloutTarget } from './observe/read-rollout.js';
import type { ReleaseEndpoints } from './observe/release-endpoints.js';
import type { PodConnection } from './observe/dial-pod.js';
import type { PodSockets } from './observe/probe-sockets.js';
import type { OwnedWatch, WatchOptions } from './observe/watch-owned.js';
import type { OpenTerminalOptions, Terminal } from './terminal/open-terminal.js';
import type { V1Job, V1Pod, VersionInfo } from '@kubernetes/client-node';

export type LivePod = Json<V1Pod>;
export type LiveJob = Json<V1Job>;

/** Names a container of a pod; `container` null is its first. */
export interface ContainerRef {
  namespace: string;
  pod: string;
  container: string | null;
}

/**
 * One target cluster, as one set of credentials sees it, for one installation. Every method fails with a
 * {@link ClusterError}; none swallows an answer. Writes refuse a namespace or object of another installation.
 */
export interface Cluster {
  readonly installation: string;

  /** The API server's version; also the cheapest way to ask whether it answers. */
  version(): Promise<VersionInfo>;

  /** null when it does not exist. */
  read(ref: ObjectRef): Promise<LiveObject | null>;

  /** All pages of a collection. `namespace` absent lists the whole cluster. */
  list(kind: ObjectRef['kind'], query?: { namespace?: string; labelSelector?: string; fieldSelector?: string }): Promise<LiveObject[]>;

  /** Makes the live object hold what `object` says; no write when it does. */
  applyIfDifferent(object: Manifest, options?: ApplyOptions): Promise<ApplyResult>;

  /**
   * Applies all in an order that works (namespaces, then accounts and secrets, then the rest), independent ones side by
   * side. `live` (from {@link Cluster.listOwned}) saves reading each one again. Stops at the first refusal.
   */
  applyAll(objects: readonly Manifest[], options?: { live?: readonly LiveObject[] }): Promise<ApplyResult[]>;

  /** Sets `spec.replicas` of a Deployment or StatefulSet by the field manager that owns it; no write when equal. */
  setReplicas(ref: ObjectRef, replicas: number): Promise<{ changed: boolean }>;

  /** Every object that carries the owner's labels, of all kinds that we render for such an owner. */
  listOwned(key: OwnedKey): Promise<LiveObject[]>;

  /** Deletes it with what it owns, in the background. Absent already is success. */
  remove(ref: ObjectRef, options?: { gracePeriodSeconds?: number; uid?: string }): Promise<{ removed: boolean }>;

  /** Asks the cluster what applying would do or why it would refuse; changes nothing. One result per object. */
  dryRun(objects: readonly Manifest[]): Promise<DryRunResult[]>;

  /** Asks the cluster whether it would admit this pod now (Pod Security, LimitRange, quota, policies); null when it would. */
  dryRunPod(pod: Manifest): Promise<ClusterError | null>;

  /** The objects that tell how the rollout of a process (of the stable track, unless another is named) goes, as {@link classifyFailure} wants them. */
  readRollout(target: RolloutTarget): Promise<RolloutObjects>;

  /** The same of the build runner of a namespace for builds. */
  readBuildRunner(namespace: string): Promise<RolloutObjects>;

  /** The Job and its pods and events. */
  readJob(target: { namespace: string; name: string }): Promise<{ job: LiveJob | null; pods: LivePod[]; events: RolloutObjects['events'] }>;

  /** Watches everything of this installation and the events of its namespaces, until stopped; survives cuts and 410. */
  watchOwned(options: WatchOptions): OwnedWatch;

  /** Log lines that exist now. */
  readLogs(target: ContainerRef, options?: ReadLogsOptions): Promise<LogLine[]>;

  /** What the container has written until now, byte for byte, at most its last `limitBytes`; what went to stderr lies between. */
  readLogBytes(target: ContainerRef, limitBytes: number): Promise<Buffer>;

  /** Opens the streams of a new process in a container, or of the container's own. */
  openTerminal(target: ContainerRef & { container: string }, options: OpenTerminalOptions): Promise<Terminal>;

  /** Calls `onLine` for each line until the container ends or `signal` aborts; waits for `onLine`'s promise. */
  followLogs(target: ContainerRef, options: FollowLogsOptions): Promise<void>;

  /**
   * Which ports the container's processes listen on. Where the image has no program that could tell, `wanted` and the
   * usual ports are tried on the pod's loopback; says unknown when none of them answers.
   */
  probeSockets(target: ContainerRef, wanted?: number | null): Promise<PodSockets>;

  /** How many connections to `port` are open in the container; null when nothing in its image can tell. Rejects with a ClusterError when the container gave no answer. */
  openConnections(target: ContainerRef & { container: string }, port: number): Promise<number | null>;

  /** Connects to the program that listens on a port of a pod, past Service and ingress; null when the cluster does not forward. Rejects with ClusterError `forbidden` where the right to forward is missing. */
  dialPod(target: { namespace: string; pod: string; port: number }): Promise<PodConnection | null>;

  /** Which pods of which release a Service's EndpointSlices hold. */
  releaseEndpoints(target: { namespace: string; service: string }): Promise<ReleaseEndpoints>;

  /** CPU and memory of the pods that match; null when the cluster has no metrics. */
  podMetrics(target: { namespace: string; labelSelector?: string }): Promise<PodMetrics[] | null>;

  /** The namespace's ResourceQuota as the cluster counts it; null when there is none yet. */
  quotaUse(namespace: string): Promise<QuotaUse | null>;

  /** Ends idle connections. Running watches and log streams are ended by their own stop. */
  close(): Promise<void>;
}
