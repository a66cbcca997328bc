import { ClusterError, firstWebProcess, ingressMetrics, type EnvironmentSpec } from '@berth/k8s-adapter';
import { hasVolumes, type RolloutProgressState, type RolloutSettings } from '@berth/domain';
import type { OpenedCluster } from '../clusters/cluster-pool.js';
import { planRollout } from './plan-rollout.js';
import { previewHostOf } from './preview-host.js';

/** The stages that `spec` goes through on this cluster; null when there is nothing to try: a rolling deployment, no web process, one with a volume, or no pods of it now. */
export function planFor({ view, row }: Pick<OpenedCluster, 'view' | 'row'>, spec: EnvironmentSpec, rollout: RolloutSettings): RolloutProgressState | null {
  const web = firstWebProcess(spec);
  if (rollout.strategy === 'rolling' || !web || web.port === null || web.replicas.max === 0 || hasVolumes(web)) return null;
  const stable = view.rollout(spec.environment.id, web.name).deployment;
  if (!stable) return null;
  return planRollout({ rollout, stablePods: stable.spec?.replicas ?? web.replicas.min, weights: row.gatewayName !== null, measured: row.ingressMetricsUrl !== null, previewHost: previewHostOf(spec.hosts, row.baseDomain) });
}

/** Why gates that were asked for cannot be judged here; null when they can, or none were. Rejects with a ClusterError while the ingress does not answer. */
export async function gatesRefusal(rollout: RolloutSettings, { row }: Pick<OpenedCluster, 'row'>): Promise<string | null> {
  if (rollout.strategy !== 'canary' || Object.keys(rollout.gates ?? {}).length === 0) return null;
  if (row.gatewayName === null) return 'This cluster has no Gateway API, so that the requests to a canary cannot be told from the others: its gates cannot be judged.';
  if (row.ingressMetricsUrl === null) return 'The ingress of this cluster tells no figures of its requests: the gates of a canary cannot be judged.';
  try {
    await ingressMetrics(row.ingressMetricsUrl)?.requests([]);
    return null;
  } catch (error) {
    if (error instanceof ClusterError && !error.retryable) return `The figures of this cluster’s ingress cannot be read, so that the gates of a canary cannot be judged: ${error.message}.`;
    throw error;
  }
}
