import { ClusterError, labels, tenantNamespace, type EnvironmentSpec } from '@berth/k8s-adapter';
import type { OpenedCluster } from '../clusters/cluster-pool.js';

export interface MemoryPeak {
  memoryBytes: number;
  measuredAt: string;
}

/** The cluster measures no more often. */
const sampleMs = 5_000;

/** The most memory that each pod of an environment was measured with while somebody looked; nothing where the cluster does not measure. */
export class MemoryPeaks {
  private readonly peaks = new Map<string, MemoryPeak>();
  private sampledAt: number;

  constructor(
    private readonly cluster: Pick<OpenedCluster['cluster'], 'podMetrics'>,
    private readonly spec: Pick<EnvironmentSpec, 'namespacePrefix' | 'tenant' | 'environment'>,
    now: number,
  ) {
    this.sampledAt = now; // a pod that just starts has not been measured yet
  }

  /** Asks the cluster, unless it was asked a moment ago. `now` in milliseconds. */
  async sample(now: number): Promise<void> {
    if (now - this.sampledAt < sampleMs) return;
    this.sampledAt = now;
    const target = { namespace: tenantNamespace(this.spec.namespacePrefix, this.spec.tenant.slug), labelSelector: `${labels.environmentId}=${this.spec.environment.id}` };
    const measured = await this.cluster.podMetrics(target).catch((error: unknown) => {
      if (error instanceof ClusterError) return null; // a measurement is an addition: the rollout goes on without
      throw error;
    });
    for (const { pod, memoryBytes, measuredAt } of measured ?? []) {
      if (memoryBytes > (this.peaks.get(pod)?.memoryBytes ?? 0)) this.peaks.set(pod, { memoryBytes, measuredAt });
    }
  }

  of(pod: string | null): MemoryPeak | null {
    return pod === null ? null : (this.peaks.get(pod) ?? null);
  }
}
