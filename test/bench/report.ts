import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const reports = join(import.meta.dirname, '../../reports');

/** The value below which `share` of the samples lie (nearest rank). */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
}

export interface PairedResult {
  id: string;
  what: string;
  baseline: string;
  unit: 'ms';
  ours: number[];
  theirs: number[];
}

/** Writes JSON and Markdown to `reports/` and prints the table: medians, p95, the slowest, and the difference pair by pair. */
export function reportPaired(result: PairedResult): void {
  const differences = result.ours.map((value, index) => value - result.theirs[index]!);
  const ratios = result.ours.map((value, index) => value / result.theirs[index]!);
  const row = (name: string, samples: number[], digits = 0) => `| ${name} | ${quantile(samples, 0.5).toFixed(digits)} | ${quantile(samples, 0.95).toFixed(digits)} | ${Math.max(...samples).toFixed(digits)} |`;
  const table = [
    `${result.id}: ${result.what}; ${result.ours.length} pairs; baseline: ${result.baseline}`,
    '',
    `| ${result.unit} | p50 | p95 | slowest |`,
    '|---|---|---|---|',
    row('Berth', result.ours),
    row('baseline', result.theirs),
    row('difference, pair by pair', differences),
    row('ratio, pair by pair', ratios, 2),
  ].join('\n');
  mkdirSync(reports, { recursive: true });
  writeFileSync(join(reports, `${result.id}.json`), JSON.stringify(result, null, 2));
  writeFileSync(join(reports, `${result.id}.md`), `${table}\n`);
  console.log(`\n${table}\n`);
}
