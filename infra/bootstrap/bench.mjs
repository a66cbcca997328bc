#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './local-folder.mjs';

/** File of each benchmark, by its id. */
const benchmarks = { D1: 'deploy-image', D2: 'push', D3: 'many-tenants', D4: 'rollback' };

const usage = `usage: npm run bench [-- ID…]

Measures against a baseline in the same run, on the installation of the tests, and writes reports/ID.json and .md. Without an id: all.
  D1  an image that the cluster's registry has, to the first 200     against kubectl apply
  D2  push to the first 200: cold, source or dependency changed, nothing changed     against buildctl and kubectl apply
  D3  1, 8 and 32 tenants pushing at once     against the same builds by hand, as many at once
  D4  rollback to the first 200     against kubectl rollout undo
PAIRS=n sets how often (20), PODS=n how many pods each app has (2), TENANTS=1,8 how many tenants push at once.
`;

const { values, positionals } = parseArgs({ allowPositionals: true, options: { help: { type: 'boolean', short: 'h', default: false } } });
const ids = positionals.length > 0 ? positionals : Object.keys(benchmarks);
const unknown = ids.filter((id) => !(id in benchmarks));
if (values.help || unknown.length > 0) {
  process[values.help ? 'stdout' : 'stderr'].write(`${unknown.length > 0 ? `There is no benchmark ${unknown.join(', ')}.\n` : ''}${usage}`);
  process.exit(values.help ? 0 : 2);
}
const files = ids.flatMap((id) => ['--only', `test/bench/${benchmarks[/** @type {keyof typeof benchmarks} */ (id)]}.bench.ts`]);
process.exitCode = spawnSync(process.execPath, [join(import.meta.dirname, 'test.mjs'), ...files], { cwd: root, stdio: 'inherit' }).status ?? 1;
