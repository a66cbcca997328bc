import type { Budget, BudgetUse } from '../api/types.ts';
import { formatCpu, formatMemoryOf, percent } from '../format/quantities.ts';

export interface BudgetRow {
  key: keyof Budget;
  name: string;
  words: string;
  used: number;
  whole: number;
  percent: number;
}

const rows: { [K in keyof Required<Budget>]: { name: string; words: (used: number, whole: number) => string } } = {
  cpuMillicores: { name: 'CPU', words: (used, whole) => `${formatCpu(used)} of ${formatCpu(whole)}` },
  memoryBytes: { name: 'Memory', words: formatMemoryOf },
  pods: { name: 'Pods', words: (used, whole) => `${used} of ${whole}` },
  storageBytes: { name: 'Storage', words: formatMemoryOf },
  apps: { name: 'Apps', words: (used, whole) => `${used} of ${whole}` },
};

/** A budget as lines: what is used of what, in words and as a share. */
export function budgetRows({ budget, used }: BudgetUse): BudgetRow[] {
  return (Object.keys(rows) as (keyof Budget)[]).map((key) => {
    const of = used?.[key] ?? 0;
    return { key, name: rows[key].name, words: rows[key].words(of, budget[key]), used: of, whole: budget[key], percent: percent(of, budget[key]) };
  });
}
