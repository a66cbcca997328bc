import type { Tx } from '@berth/db';
import { formatCpu, formatMemory, Problem, shareOf, sizeInShare, type Budget, type PreviewShare, type ProcessSettings, type Scale } from '@berth/domain';
import { scaleOf } from './process-view.js';

export interface Running {
  environmentId: string;
  processes: ProcessSettings[];
  scale: Record<string, Scale>;
  /** For a preview the part of the budget that it may take. */
  share: PreviewShare | null;
}
export type Need = Pick<Budget, 'cpuMillicores' | 'memoryBytes' | 'pods'>;

/** What every environment of a tenant runs, as its rows want it. */
export async function runningOf(tx: Tx, tenantId: string): Promise<Running[]> {
  const rows = await tx.$queryRaw<(Omit<Running, 'share'> & { kind: string; previews: unknown })[]>`
    SELECT e.id AS "environmentId", e.kind, a.previews, r.processes, e.scale FROM environment e JOIN app a ON a.id = e."appId" JOIN release r ON r.id = coalesce(e."targetReleaseId", e."liveReleaseId") WHERE e."tenantId" = ${tenantId}`;
  return rows.map(({ kind, previews, ...running }) => ({ ...running, share: shareOf({ kind, app: { previews } }) }));
}

/** The least that all processes together need: requests for CPU, limits for memory, as the budget counts them. */
export function needOf(running: Running[]): Need {
  const need = { cpuMillicores: 0, memoryBytes: 0, pods: 0 };
  for (const { processes, scale, share } of running) {
    for (const process of processes) {
      const { min } = scaleOf(process, scale, share);
      const size = sizeInShare(process.size, share);
      need.cpuMillicores += min * size.cpuRequestMillicores;
      need.memoryBytes += min * size.memoryLimitBytes;
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
