import type { V1Deployment } from '@kubernetes/client-node';
import type { Json } from '../manifest.js';
import { degraded, healthy, progressing, type Health } from './health.js';

/** Health of a Deployment by its own status. Complete does not prove that the app works: the worker verifies apart. */
export function deploymentHealth(deployment: Json<V1Deployment> | null): Health {
  if (!deployment) return { state: 'missing', reason: 'the process is not deployed' };
  const { metadata, spec, status } = deployment;
  const { replicas = 0, updatedReplicas: updated = 0, availableReplicas: available = 0 } = status ?? {};
  const wanted = spec?.replicas ?? 1;
  const condition = (type: string) => status?.conditions?.find((one) => one.type === type);
  if (spec?.paused) return { state: 'suspended', reason: 'the rollout is paused' };
  if ((status?.observedGeneration ?? 0) < (metadata?.generation ?? 0)) return progressing('the cluster has not read the change');
  if (wanted === 0) return replicas === 0 ? { state: 'suspended', reason: 'scaled to 0' } : progressing('pods are stopping');
  if (condition('ReplicaFailure')?.status === 'True') return degraded(`no pods can be made: ${condition('ReplicaFailure')?.message ?? ''}`);
  if (condition('Progressing')?.reason === 'ProgressDeadlineExceeded') return degraded('new pods did not start in time');
  if (updated < wanted) return progressing('new pods are starting');
  if (replicas > updated) return progressing('old pods are stopping');
  if (available < updated) {
    return condition('Progressing')?.reason === 'NewReplicaSetAvailable'
      ? degraded(`${available} of ${wanted} pods are ready`)
      : progressing('new pods are not ready');
  }
  return healthy(`${available}/${wanted} ready`);
}

export interface RolloutProgress {
  wanted: number;
  /** Pods of the newest release. */
  updated: number;
  ready: number;
  available: number;
  /** Pods of older releases that still exist. */
  old: number;
  /** The cluster has read the latest change; before that the other numbers speak of an older one. */
  observed: boolean;
  /** All pods are new and have stood long enough. It proves nothing about answers. */
  complete: boolean;
}

/** Numbers for the progress line of a rollout. */
export function rolloutProgress({ deployment }: { deployment: Json<V1Deployment> | null }): RolloutProgress {
  const { metadata, spec, status } = deployment ?? {};
  const { replicas = 0, updatedReplicas: updated = 0, availableReplicas: available = 0, readyReplicas: ready = 0 } = status ?? {};
  const wanted = spec?.replicas ?? 1;
  const observed = deployment !== null && (status?.observedGeneration ?? 0) >= (metadata?.generation ?? 0);
  const old = Math.max(0, replicas - updated);
  return { wanted, updated, ready, available, old, observed, complete: observed && updated >= wanted && old === 0 && available >= wanted };
}
