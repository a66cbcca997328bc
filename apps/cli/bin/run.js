#!/usr/bin/env node
import { statSync } from 'node:fs';
import { enableCompileCache } from 'node:module';

enableCompileCache();
process.env.NODE_ENV = 'production'; // oclif would otherwise look for TypeScript sources when a test runner starts us

/** When a file was written last; 0 when it is not there. */
const time = (file) => statSync(new URL(file, import.meta.url), { throwIfNoEntry: false })?.mtimeMs ?? 0;
const compiled = Math.max(...['..', '../../../packages/contract', '../../../packages/domain'].map((project) => time(`${project}/tsconfig.tsbuildinfo`)));
const quick = time('../dist/quick/oclif.manifest.json') > compiled; // the bundle, unless it is older than what it is made of

const { runCli } = quick ? await import('../dist/quick/run-cli.js') : await import('../dist/run-cli.js');
await runCli(process.argv.slice(2), new URL(quick ? '../dist/quick/' : '..', import.meta.url));
