import type { components } from '@berth/contract/client';
import { formatCpus, formatMebibytes } from './quantities.js';
import { plainStyle, type Style } from './style.js';
import { renderTable } from './table.js';

export type BudgetUse = components['schemas']['BudgetUse'];
export type Budget = BudgetUse['budget'];

const rows: { name: string; key: keyof Budget; format: (value: number) => string }[] = [
  { name: 'CPU', key: 'cpuMillicores', format: formatCpus },
  { name: 'Memory', key: 'memoryBytes', format: formatMebibytes },
  { name: 'Pods', key: 'pods', format: String },
  { name: 'Storage', key: 'storageBytes', format: formatMebibytes },
  { name: 'Apps', key: 'apps', format: String },
];

/** A budget with its use, a line a resource. */
export function describeBudget({ plan, budget, used }: BudgetUse, style: Style = plainStyle): string {
  const share = (key: keyof Budget) => (used === null || budget[key] === 0 ? null : Math.round((100 * used[key]) / budget[key]));
  return `${style.quiet('Plan')}  ${plan}\n${renderTable(
    rows,
    [
      { title: 'Budget', value: ({ name }) => name },
      { title: 'Used', value: ({ key, format }) => (used === null ? 'unknown' : format(used[key])), align: 'right' },
      { title: 'Of', value: ({ key, format }) => format(budget[key]), align: 'right' },
      { title: '', value: ({ key }) => (share(key) === null ? ' ' : `${share(key)} %`), align: 'right', style: ({ key }, each) => ((share(key) ?? 0) >= 90 ? each.careful : each.quiet) },
    ],
    { style },
  )}`;
}

/** A budget in one line. */
export const budgetLine = (budget: Budget): string => rows.map(({ name, key, format }) => `${format(budget[key])} ${name === 'CPU' ? name : name.toLowerCase()}`).join(', ');
