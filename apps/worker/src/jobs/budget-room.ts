import { quantityValue, type QuotaUse } from '@berth/k8s-adapter';
import { formatCpu, formatMemory, type ProcessSize } from '@berth/domain';
import type { LivePod } from '../clusters/live-types.js';

/** A share of a budget. Memory counts by its limit, as the cluster's quota does. */
export interface Use {
  cpuMillicores: number;
  memoryBytes: number;
  pods: number;
}

export const noUse: Use = { cpuMillicores: 0, memoryBytes: 0, pods: 0 };
export const addUse = (a: Use, b: Use): Use => ({ cpuMillicores: a.cpuMillicores + b.cpuMillicores, memoryBytes: a.memoryBytes + b.memoryBytes, pods: a.pods + b.pods });

/** What so many pods of one size count in it. */
export const usedBy = ({ cpuRequestMillicores, memoryLimitBytes }: ProcessSize, pods: number): Use => ({ cpuMillicores: cpuRequestMillicores * pods, memoryBytes: memoryLimitBytes * pods, pods });

/** What a pod counts in its namespace's quota; a pod that has ended counts nothing. */
export function podUse(pod: LivePod): Use {
  if (pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed') return noUse;
  const containers = pod.spec?.containers ?? [];
  const sum = (pick: (container: (typeof containers)[number]) => string | undefined): number => containers.reduce((total, container) => total + (quantityValue(pick(container) ?? '0') ?? 0), 0);
  return {
    cpuMillicores: Math.round(sum((container) => container.resources?.requests?.['cpu']) * 1000),
    memoryBytes: sum((container) => container.resources?.limits?.['memory']),
    pods: 1,
  };
}

export interface Room {
  maxSurge: 'all' | 'none';
  /** Why new pods do not start beside the old ones; null when they do. */
  reason: string | null;
  /** Why it does not fit at all; null when it does. */
  refusal: string | null;
}

const refusedRoom = (refusal: string): Room => ({ maxSurge: 'none', reason: null, refusal });

const names: { key: keyof Use; text: (value: number) => string }[] = [
  { key: 'cpuMillicores', text: (value) => `${formatCpu(value)} CPU` },
  { key: 'memoryBytes', text: (value) => `${formatMemory(value)} memory` },
  { key: 'pods', text: (value) => `${value} ${value === 1 ? 'pod' : 'pods'}` },
];

/** Why that much more does not fit beside what runs; null when it does, or nothing is needed. Pure. */
export function triedRefusal(use: QuotaUse | null, more: Use): string | null {
  for (const { key, text } of names) {
    const budget = use?.[key];
    if (!budget || more.pods <= 0 || budget.used + more[key] <= budget.hard) continue;
    return `To try it beside what runs it needs ${text(more[key])} more, and the budget of ${text(budget.hard)} has ${text(Math.max(0, budget.hard - budget.used))} left.`;
  }
  return null;
}

/**
 * How a rollout fits the budget: all new pods beside the old ones, or one old pod going before each new one, or not at
 * all. Pure. `running` are the environment's own pods, `ending` those of them that are going already and count until they have
 * gone, `needs` all new ones together, `tried` those that try the release first and stay until all others are new.
 */
export function roomFor(input: { use: QuotaUse | null; needs: Use; largestPod: Use; running: readonly Use[]; ending: Use; tried: Use; fitsBeside: boolean }): Room {
  const { use, needs, largestPod, running, ending, tried } = input;
  if (!use || input.fitsBeside) return { maxSurge: 'all', reason: null, refusal: null };
  const old = running.reduce(addUse, noUse);
  const smallestOld = running.reduce<Use | null>((least, pod) => (least && least.memoryBytes <= pod.memoryBytes ? least : pod), null) ?? noUse;
  const untried = triedRefusal(use, tried);
  if (untried !== null) return refusedRoom(`${untried} Deploy it with \`--strategy rolling\`, or make room.`);
  for (const { key, text } of names) {
    const budget = use[key];
    if (!budget) continue;
    const free = budget.hard - budget.used + ending[key];
    const without = old[key] > 0 ? ' without its old pods' : '';
    if (needs[key] > free + old[key]) return refusedRoom(`It needs ${text(needs[key])}, and the budget of ${text(budget.hard)} has room for ${text(Math.max(0, free + old[key]))}${without}.`);
    const first = free - tried[key] + smallestOld[key];
    if (largestPod[key] > first) return refusedRoom(`Its first new pod needs ${text(largestPod[key])}, and with one old pod less the budget of ${text(budget.hard)} has room for ${text(Math.max(0, first))}.`);
  }
  const short = names.find(({ key }) => use[key] && use[key].used + tried[key] + needs[key] > use[key].hard);
  const detail = short ? `needs ${short.text(tried[short.key] + needs[short.key])}, ${short.text(Math.max(0, use[short.key]!.hard - use[short.key]!.used))} free` : 'the budget is full';
  const how = needs.pods === 1 ? 'its only pod goes before the new one comes, and nothing of it runs meanwhile' : 'one by one, without reserve';
  return { maxSurge: 'none', reason: `no room for new pods beside the old ones (${detail}): ${how}`, refusal: null };
}
