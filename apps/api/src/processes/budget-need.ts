import type { Tx } from '@berth/db';
import { formatCpu, formatMemory, Problem, type Budget, type ProcessSettings, type Scale } from '@berth/domain';
import { scaleOf } from './process-view.js';

export interface Running {
  environmentId: string;
  processes: ProcessSettings[];
  scale: Record<string, Scale>;
}
export type Need = Pick<Budget, 'cpuMillicores' | 'memoryBytes' | 'pods'>;

/** What every environment of a tenant runs, as its rows want it. */
export const runningOf = (tx: Tx, tenantId: string): Promise<Running[]> => tx.$queryRaw<Running[]>`
  SELECT e.id AS "environmentId", r.processes, e.scale FROM environment e JOIN release r ON r.id = coalesce(e."targetReleaseId", e."liveReleaseId") WHERE e."tenantId" = ${tenantId}`;

/** The least that all processes together need: requests for CPU, limits for memory, as the budget counts them. */
export function needOf(running: Running[]): Need {
  const need = { cpuMillicores: 0, memoryBytes: 0, pods: 0 };
  for (const { processes, scale } of running) {
    for (const process of processes) {
      const { min } = scaleOf(process, scale);
      need.cpuMillicores += min * process.size.cpuRequestMillicores;
      need.memoryBytes += min * process.size.memoryLimitBytes;
      need.pods += min;
    }
  }
  return need;
}

/**
 * Refuses growth that can never fit: what is wanted before and after is compared with the budget. What is used beside
 * (builds, a rollout's surge) is the cluster's to count, and it has the last word. Throws over-budget with the numbers.
 */
export function requireFits(before: Need, after: Need, budget: Budget): void {
  const over = [
    after.cpuMillicores > budget.cpuMillicores && after.cpuMillicores > before.cpuMillicores && `CPU ${formatCpu(after.cpuMillicores)} (budget ${formatCpu(budget.cpuMillicores)})`,
    after.memoryBytes > budget.memoryBytes && after.memoryBytes > before.memoryBytes && `memory ${formatMemory(after.memoryBytes)} (budget ${formatMemory(budget.memoryBytes)})`,
    after.pods > budget.pods && after.pods > before.pods && `${after.pods} pods (budget ${budget.pods})`,
  ].filter((part) => part !== false);
  if (over.length > 0) throw new Problem('over-budget', `All apps of the tenant together would need more than its budget: ${over.join(', ')}.`);
}
