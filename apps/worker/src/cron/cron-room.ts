import type { QuotaUse } from '@berth/k8s-adapter';
import { formatCpu, formatMemory, type CronEntry } from '@berth/domain';
import type { Use } from '../jobs/budget-room.js';

/**
 * Why a run of one of these can never start: it does not fit into what the budget leaves beside the least that the
 * environment's processes need. Null when each has room at some time. Pure.
 */
export function cronRefusal(cron: readonly Pick<CronEntry, 'name' | 'size'>[], needs: Use, use: QuotaUse | null): string | null {
  if (!use) return null;
  for (const { name, size } of cron) {
    const lacks = [
      over(use.cpuMillicores?.hard, needs.cpuMillicores, size.cpuRequestMillicores, (value) => `${formatCpu(value)} CPU`),
      over(use.memoryBytes?.hard, needs.memoryBytes, size.memoryLimitBytes, (value) => `${formatMemory(value)} memory`),
      over(use.pods?.hard, needs.pods, 1, (value) => `${value} ${value === 1 ? 'pod' : 'pods'}`),
    ].find((text) => text !== null);
    if (lacks) return `A run of cron process ${name} could never start: ${lacks}.`;
  }
  return null;
}

function over(hard: number | undefined, processes: number, run: number, text: (value: number) => string): string | null {
  if (hard === undefined || processes + run <= hard) return null;
  return `it needs ${text(run)}, and of the budget of ${text(hard)} the app’s processes leave ${text(Math.max(0, hard - processes))}`;
}
