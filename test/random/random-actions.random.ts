import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';
import { runRandomActions } from './run-random-actions.js';

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
const steps = Number(process.env.STEPS ?? 300);
const minutes = Number(process.env.MINUTES ?? Infinity);
const reports = join(import.meta.dirname, '../../reports');

test(`${steps} random actions, SEED=${seed}`, async () => {
  const run = await runRandomActions({ seed, steps, minutes, say: (line) => console.log(line) });
  const rows = (counts: Record<string, number>) => Object.entries(counts).map(([name, count]) => `| ${name} | ${count} |`).join('\n');
  const text = `SEED=${run.seed}: ${run.steps} steps in ${Math.round(run.seconds)} s (${(run.seconds / run.steps).toFixed(1)} s each), settled and compared ${run.settled} times, ${run.requests} requests without a failed one\n\n| action | times |\n|---|---|\n${rows(run.counts)}\n\n| deployments that ended | times |\n|---|---|\n${rows(run.ends)}\n`;
  mkdirSync(reports, { recursive: true });
  writeFileSync(join(reports, 'random.json'), JSON.stringify(run, null, 2));
  writeFileSync(join(reports, 'random.md'), text);
  console.log(`\n${text}`);
});
