#!/usr/bin/env node
import { statSync } from 'node:fs';
import { enableCompileCache } from 'node:module';

enableCompileCache();
process.env.NODE_ENV = 'production'; // oclif would otherwise look for TypeScript sources when a test runner starts us

/** When a file was written last; 0 when it is not there. */
const time = (file) => statSync(new URL(file, import.meta.url), { throwIfNoEntry: false })?.mtimeMs ?? 0;
const compiled = Math.max(...['..', '../../../packages/contract', '../../../packages/domain'].map((project) => time(`${project}/tsconfig.tsbuildinfo`)));
const root = new URL(time('../dist/quick/oclif.manifest.json') > compiled ? '../dist/quick/' : '../', import.meta.url); // the bundle, unless it is older than what it is made of

const { runCli } = await import(new URL(root.href.endsWith('/quick/') ? 'run-cli.js' : 'dist/run-cli.js', root).href);
await runCli(process.argv.slice(2), root);
