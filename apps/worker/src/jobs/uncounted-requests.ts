import { requestsUncounted, type DeploymentInput, type ProcessSettings } from '@berth/domain';
import type { OpenedCluster } from '../clusters/cluster-pool.js';
import { allowedScale, type EnvironmentRows } from '../reconcile/load-desired.js';

export const uncountedRemedy = 'Leave out `requestsPerSecond` in berth.yaml, or run `berth scale web=1..5` without `--rps`: a range follows the CPU then.';

/**
 * Why a process that is to be scaled by its requests cannot be, and what asks for it; null when each can, or none is to. What
 * brings no new code is not held up: it may be the way back, and an operator may have taken the counts away. Pure.
 */
export function uncountedRequests(environment: EnvironmentRows, processes: readonly ProcessSettings[], { row }: Pick<OpenedCluster, 'row'>, input: Pick<DeploymentInput, 'kind'>): { message: string; evidence: string[] } | null {
  if (input.kind !== 'source' && input.kind !== 'image') return null;
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
