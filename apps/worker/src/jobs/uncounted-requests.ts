import { requestsUncounted, type ProcessSettings } from '@berth/domain';
import type { OpenedCluster } from '../clusters/cluster-pool.js';
import { allowedScale, type EnvironmentRows } from '../reconcile/load-desired.js';

/** Why a process that is to be scaled by its requests cannot be, and what asks for it; null when each can, or none is to. */
export function uncountedRequests(environment: EnvironmentRows, processes: readonly ProcessSettings[], { row }: Pick<OpenedCluster, 'row'>): { message: string; evidence: string[] } | null {
  const byRequests = processes.flatMap((process) => {
    const scale = allowedScale(environment, process);
    return scale.requestsPerSecond !== undefined && scale.min < scale.max ? [{ ...scale, name: process.name, kind: process.kind }] : [];
  });
  const uncounted = byRequests.find(({ kind }) => kind !== 'web' || !row.requestMetrics);
  if (!uncounted) return null;
  const { name, kind, min, max, requestsPerSecond } = uncounted;
  return {
    message: kind === 'web' ? requestsUncounted : `${name} gets no requests that it could be scaled by.`,
    evidence: [`api scale of ${name}: ${min} to ${max} pods, ${requestsPerSecond} requests/s each`],
  };
}
