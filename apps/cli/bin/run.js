#!/usr/bin/env node
import { statSync } from 'node:fs';
import { enableCompileCache } from 'node:module';

enableCompileCache();
process.env.NODE_ENV = 'production'; // oclif would otherwise look for TypeScript sources when a test runner starts us

const time = (file) => statSync(new URL(file, import.meta.url), { throwIfNoEntry: false })?.mtimeMs ?? 0;
const manifestIsOld = time('../oclif.manifest.json') < time('../tsconfig.tsbuildinfo');

const { runCli } = await import('../dist/run-cli.js');
await runCli(process.argv.slice(2), { root: new URL('..', import.meta.url), ignoreManifest: manifestIsOld });
