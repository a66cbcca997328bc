import { requestsUncounted, type ProcessSettings } from '@berth/domain';
import type { OpenedCluster } from '../clusters/cluster-pool.js';
import { allowedScale, type EnvironmentRows } from '../reconcile/load-desired.js';

/** Why a process that is to be scaled by its requests cannot be; null when each can, or none is to. */
export function uncountedRequests(environment: EnvironmentRows, processes: readonly ProcessSettings[], { row }: Pick<OpenedCluster, 'row'>): string | null {
  const byRequests = processes.filter((process) => {
    const { min, max, requestsPerSecond } = allowedScale(environment, process);
    return requestsPerSecond !== undefined && min < max;
  });
  const worker = byRequests.find(({ kind }) => kind !== 'web');
  if (worker) return `${worker.name} gets no requests that it could be scaled by.`;
  return byRequests.length > 0 && !row.requestMetrics ? requestsUncounted : null;
}
