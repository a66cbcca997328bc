import type { Budget } from '../api/types.ts';

export type BudgetText = Record<keyof Budget, string>;

/** Unit of each part as people type it, and how many of the API's units that is. */
export const budgetUnits: { [K in keyof Required<Budget>]: { label: string; unit: number } } = {
  cpuMillicores: { label: 'CPU, cores', unit: 1000 },
  memoryBytes: { label: 'Memory, GiB', unit: 2 ** 30 },
  pods: { label: 'Pods', unit: 1 },
  storageBytes: { label: 'Storage, GiB', unit: 2 ** 30 },
  apps: { label: 'Apps', unit: 1 },
};
const parts = Object.keys(budgetUnits) as (keyof Budget)[];

/** A budget as text for the fields: `4`, `8`, `1.5`. */
export function budgetToText(budget: Budget): BudgetText {
  return Object.fromEntries(parts.map((key) => [key, String(Number((budget[key] / budgetUnits[key].unit).toFixed(3)))])) as BudgetText;
}

/** The fields as a budget; null when one is no number. */
export function budgetFromText(text: BudgetText): Budget | null {
  const entries = parts.map((key) => [key, text[key].trim() === '' ? Number.NaN : Math.round(Number(text[key]) * budgetUnits[key].unit)] as const);
  return entries.some(([, value]) => !Number.isFinite(value) || value < 0) ? null : (Object.fromEntries(entries) as unknown as Budget);
}
