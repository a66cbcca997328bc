import type { V2HorizontalPodAutoscaler, V2MetricIdentifier, V2MetricSpec } from '@kubernetes/client-node';
import { requestMetric } from '@berth/domain';
import type { EnvironmentSpec, ProcessSpec } from '../app-spec.js';
import { processObjectName, tenantNamespace, trackObjectName } from '../labels.js';
import type { Json, Manifest } from '../manifest.js';
import { processLabels } from './object-labels.js';
import { bytes, count } from './quantities.js';

const usualCpuPercent = 70;
const mebibyte = 2 ** 20;

/** Moves a process between its bounds by CPU, memory and requests, whichever wants most pods; null when the number is fixed. */
export function renderAutoscaler(spec: EnvironmentSpec, process: ProcessSpec): Manifest | null {
  const { min, max } = process.replicas;
  if (min >= max) return null;
  const name = processObjectName(spec, process.name);
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name, namespace: tenantNamespace(spec.namespacePrefix, spec.tenant.slug), labels: processLabels(spec, process) },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
      minReplicas: min,
      maxReplicas: max,
      metrics: metricsOf(spec, process),
    },
  } satisfies Json<V2HorizontalPodAutoscaler>;
}

/** CPU is counted by what is set aside. Memory is counted by what a pod may use, which is what runs out. */
function metricsOf(spec: EnvironmentSpec, process: ProcessSpec): Json<V2MetricSpec>[] {
  const { autoscale = {}, size } = process;
  const requests = process.kind === 'web' ? process.replicas.requestsPerSecond : undefined;
  const { memoryPercent, cpuPercent = memoryPercent === undefined && requests === undefined ? usualCpuPercent : undefined } = autoscale;
  return [
    ...(cpuPercent === undefined ? [] : [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: cpuPercent } } }]),
    ...(memoryPercent === undefined ? [] : [{ type: 'Resource', resource: { name: 'memory', target: { type: 'AverageValue', averageValue: bytes(Math.max(1, Math.round((size.memoryLimitBytes * memoryPercent) / 100 / mebibyte)) * mebibyte) } } }]),
    ...(requests === undefined ? [] : [{ type: 'External', external: { metric: requestsTo(spec, process), target: { type: 'AverageValue', averageValue: count(requests) } } }]),
  ];
}

/** Those that a candidate answers count too: what serves may get them back at any moment. */
function requestsTo(spec: EnvironmentSpec, { name }: ProcessSpec): Json<V2MetricIdentifier> {
  const services = (['stable', 'candidate'] as const).map((track) => trackObjectName(spec, name, track));
  return { name: requestMetric.name, selector: { matchExpressions: [{ key: requestMetric.serviceLabel, operator: 'In', values: services }] } };
}

/**
 * The replicas to set now, or null to leave them: a fixed number is kept exactly, a range only from outside it, since
 * inside it they are the autoscaler's.
 */
export function desiredReplicas(current: number | null, scale: { min: number; max: number }): number | null {
  if (current === null) return scale.min;
  const wanted = Math.min(Math.max(current, scale.min), scale.max);
  return wanted === current ? null : wanted;
}
