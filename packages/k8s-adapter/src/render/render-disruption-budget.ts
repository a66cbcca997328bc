import type { V1PodDisruptionBudget } from '@kubernetes/client-node';
import type { EnvironmentSpec, ProcessSpec, Track } from '../app-spec.js';
import { tenantNamespace, trackObjectName } from '../labels.js';
import type { Json, Manifest } from '../manifest.js';
import { trackLabels, trackSelector } from './object-labels.js';

/** Lets a drain take one pod at a time, or as many as the process says; null for a single pod, which a drain must be able to move. */
export function renderDisruptionBudget(spec: EnvironmentSpec, process: ProcessSpec, track: Track = 'stable'): Manifest | null {
  if (process.replicas.min < 2) return null;
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: {
      name: trackObjectName(spec, process.name, track),
      namespace: tenantNamespace(spec.namespacePrefix, spec.tenant.slug),
      labels: trackLabels(spec, process, track),
    },
    spec: { maxUnavailable: process.maxUnavailable ?? 1, selector: { matchLabels: trackSelector(spec, process, track) }, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
  } satisfies Json<V1PodDisruptionBudget>;
}
