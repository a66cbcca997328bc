import { buildNamespace, builderComponents, labels, type Cluster } from '@berth/k8s-adapter';
import type { RunnerFailure } from './runner-result.js';

interface BuilderPod {
  metadata: { labels?: Record<string, string> };
  status?: {
    conditions?: { type: string; status: string; reason?: string; message?: string }[];
    containerStatuses?: { restartCount: number; state?: ContainerState; lastState?: ContainerState }[];
  };
}
interface ContainerState {
  waiting?: { reason?: string; message?: string };
  terminated?: { reason?: string; exitCode: number; finishedAt?: string; message?: string };
}

const recentMs = 120_000;

/**
 * A build that lost or did not find its builder cannot know why; the builder's pod, or the build's own, may. Answers with the same failure, or
 * with a better one. Throws ClusterError.
 */
export async function explainBuilder(cluster: Cluster, target: { namespacePrefix: string; tenantSlug: string; memoryLimitBytes: number }, result: RunnerFailure): Promise<RunnerFailure> {
  if (result.code !== 'builder-lost' && result.code !== 'builder-unreachable') return result;
  const namespace = buildNamespace(target.namespacePrefix, target.tenantSlug);
  const pods = (await cluster.list('Pod', { namespace, labelSelector: `${labels.component} in (${builderComponents.builder},${builderComponents.build})` })) as unknown as BuilderPod[];
  for (const { metadata, status } of pods) {
    const container = status?.containerStatuses?.[0];
    for (const ended of [container?.state?.terminated, container?.lastState?.terminated]) {
      const recent = ended?.finishedAt !== undefined && Date.now() - Date.parse(ended.finishedAt) < recentMs;
      if (recent && ended.reason === 'OOMKilled') {
        // Builds of a tenant share the runner's memory: another one may have taken it.
        if (metadata.labels?.[labels.component] === builderComponents.build) return { ...result, code: 'out-of-memory', retryable: true, error: 'the build ran out of memory while it read the source' };
        return { ...result, code: 'out-of-memory', retryable: false, error: `the build needs more memory than the builder's ${Math.round(target.memoryLimitBytes / 2 ** 20)} MiB` };
      }
    }
    const unscheduled = status?.conditions?.find((condition) => condition.type === 'PodScheduled' && condition.status === 'False');
    if (unscheduled) return { ...result, error: `the builder finds no room on the cluster: ${unscheduled.message ?? unscheduled.reason ?? ''}` };
    const waiting = container?.state?.waiting;
    if (waiting?.message) return { ...result, error: `the builder does not start: ${waiting.message}` };
  }
  return result;
}
