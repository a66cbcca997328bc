import { applyAll } from './apply/apply-all.js';
import { applyIfDifferent, readObject, setReplicas, type ClusterAccess } from './apply/apply-object.js';
import { ClusterError } from './apply/cluster-error.js';
import { Connection } from './apply/connection.js';
import { dryRun, dryRunPod } from './apply/dry-run.js';
import { InstallationGuard } from './apply/installation-guard.js';
import { listObjects, listOwned } from './apply/list-objects.js';
import { removeObject } from './apply/remove-object.js';
import type { Cluster, ContainerRef } from './cluster.js';
import { followLogs, readLogBytes, readLogs } from './observe/logs.js';
import { podMetrics } from './observe/pod-metrics.js';
import { dialPod } from './observe/dial-pod.js';
import { openConnections, probeSockets } from './observe/probe-sockets.js';
import { quotaUse } from './observe/quota-use.js';
import { readBuildRunner, readJob, readRollout } from './observe/read-rollout.js';
import { releaseEndpoints } from './observe/release-endpoints.js';
import { openTerminal } from './terminal/open-terminal.js';
import { watchOwned } from './observe/watch-owned.js';

export interface OpenClusterOptions {
  /** The installation's namespace prefix: what this cluster handle may write to. */
  installation: string;
  /** Milliseconds for one answer; 15 s by default. */
  requestTimeoutMs?: number;
}

/**
 * Opens one cluster by the text of a kubeconfig. Its own configuration and connections: nothing is shared with another
 * cluster, and no request is sent yet. Throws ClusterError `kubeconfig` for a text that names no cluster and user.
 */
export function openCluster(kubeconfig: string, options: OpenClusterOptions): Cluster {
  const connection = new Connection(kubeconfig, options.requestTimeoutMs);
  const guard = new InstallationGuard(connection, options.installation);
  const access: ClusterAccess = { connection, guard };
  return {
    installation: options.installation,
    version: () => connection.json('/version'),
    read: (ref) => readObject(connection, ref),
    list: (kind, query) => listObjects(connection, kind, query),
    applyIfDifferent: (object, applyOptions) => applyIfDifferent(access, object, applyOptions),
    applyAll: (objects, applyOptions) => applyAll(access, objects, applyOptions?.live),
    setReplicas: (ref, replicas) => setReplicas(access, ref, replicas),
    listOwned: (key) => listOwned(connection, key),
    remove: (ref, removeOptions) => removeObject(access, ref, removeOptions),
    dryRun: (objects) => dryRun(access, objects),
    dryRunPod: (pod) => dryRunPod(access, pod),
    readRollout: (target) => readRollout(connection, target),
    readBuildRunner: (namespace) => readBuildRunner(connection, namespace),
    readJob: (target) => readJob(connection, target),
    watchOwned: (watchOptions) => watchOwned(connection, options.installation, watchOptions),
    readLogs: (target, logOptions) => readLogs(connection, target, logOptions),
    readLogBytes: (target, limitBytes) => readLogBytes(connection, target, limitBytes),
    openTerminal: (target, terminalOptions) => openTerminal(connection, target, terminalOptions),
    followLogs: (target, logOptions) => followLogs(connection, target, logOptions),
    openConnections: (target, port) => openConnections(connection, target, port),
    probeSockets: async (target, wanted = null) => probeSockets(connection, { ...target, container: target.container ?? (await firstContainer(connection, target)) }, wanted),
    dialPod: (target) => dialPod(connection, target),
    releaseEndpoints: (target) => releaseEndpoints(connection, target),
    podMetrics: (target) => podMetrics(connection, target),
    quotaUse: (namespace) => quotaUse(connection, namespace),
    close: () => connection.close(),
  };
}

async function firstContainer(connection: Connection, target: ContainerRef): Promise<string> {
  const pod = await readObject(connection, { kind: 'Pod', namespace: target.namespace, name: target.pod });
  const name = (pod?.['spec'] as { containers?: { name: string }[] } | undefined)?.containers?.[0]?.name;
  if (name === undefined) throw new ClusterError('not-found', `pod ${target.pod} does not exist`, { remedy: 'Look for its successor.', retryable: false, status: 404 });
  return name;
}
