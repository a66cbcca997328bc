import { ClusterError } from '../apply/cluster-error.js';
import type { Connection } from '../apply/connection.js';
import { quantityValue } from '../apply/differences.js';

/** What a pod uses now. */
export interface PodMetrics {
  pod: string;
  cpuMillicores: number;
  memoryBytes: number;
  measuredAt: string;
}

interface MetricsList {
  items: { metadata: { name: string }; timestamp: string; containers: { usage: { cpu?: string; memory?: string } }[] }[];
}

/** CPU and memory of the pods that match; null when the cluster has no metrics (none installed, or not up). */
export async function podMetrics(connection: Connection, target: { namespace: string; labelSelector?: string }): Promise<PodMetrics[] | null> {
  let list: MetricsList;
  try {
    list = await connection.json(`/apis/metrics.k8s.io/v1beta1/namespaces/${encodeURIComponent(target.namespace)}/pods`, {
      query: { labelSelector: target.labelSelector },
    });
  } catch (error) {
    if (error instanceof ClusterError && (error.code === 'not-found' || error.status === 503)) return null;
    throw error;
  }
  return list.items.map((item) => ({
    pod: item.metadata.name,
    cpuMillicores: Math.round(sum(item.containers.map(({ usage }) => cpuCores(usage.cpu))) * 1000),
    memoryBytes: sum(item.containers.map(({ usage }) => quantityValue(usage.memory ?? '0') ?? 0)),
    measuredAt: item.timestamp,
  }));
}

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);

/** Metrics come in nanocores (`2500000n`) or microcores, which no other quantity uses. */
function cpuCores(quantity = '0'): number {
  const small = /^(\d+)(n|u)$/.exec(quantity);
  if (small) return Number(small[1]) * (small[2] === 'n' ? 1e-9 : 1e-6);
  return quantityValue(quantity) ?? 0;
}
