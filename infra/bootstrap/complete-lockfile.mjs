#!/usr/bin/env node
// Names in package-lock.json the optional packages of other platforms that `npm install` left out because the registry
// in use does not carry them; without them `npm ci` refuses the lockfile. usage: node infra/bootstrap/complete-lockfile.mjs [FILE]
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './local-folder.mjs';

/** @typedef {{ version?: string, optionalDependencies?: Record<string, string>, dev?: boolean, devOptional?: boolean, optional?: boolean, os?: string[], cpu?: string[], libc?: string[] }} Entry */

const exact = /^\d[0-9A-Za-z.+-]*$/;
const systems = { android: 'android', darwin: 'darwin', freebsd: 'freebsd', linux: 'linux', openharmony: 'openharmony', win32: 'win32', windows: 'win32' };
const processors = { arm64: 'arm64', x64: 'x64', ia32: 'ia32', ppc64: 'ppc64', riscv64: 'riscv64', s390x: 's390x', arm: 'arm', wasm32: 'wasm32', 64: 'x64' };

const file = process.argv[2] ?? join(root, 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
/** @type {Record<string, Entry>} */
const packages = lock.packages;
const known = new Set(Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)));
const added = [];
for (const [path, entry] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (known.has(name)) continue;
    if (!exact.test(version)) throw new Error(`${path} wants ${name} ${version}, which is no exact version; add it to the lockfile by hand`);
    packages[`node_modules/${name}`] = { version, ...platformOf(name), ...((entry.dev || entry.devOptional) && { dev: true }), optional: true };
    known.add(name);
    added.push(name);
  }
}
if (added.length > 0) {
  lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
}
process.stdout.write(`${added.length} optional packages added\n`);

/** What the name of a platform's package says of it. @param {string} name @returns {Entry} */
function platformOf(name) {
  const words = name.split('/').at(-1)?.split('-') ?? [];
  /** @param {Record<string, string>} table */
  const first = (table) => Object.entries(table).find(([word]) => words.includes(word))?.[1];
  const os = first(systems);
  const cpu = first(processors);
  const libc = words.some((word) => word.startsWith('musl')) ? 'musl' : os === 'linux' && words.some((word) => word.startsWith('gnu')) ? 'glibc' : undefined;
  return { ...(os && { os: [os] }), ...(cpu && { cpu: [cpu] }), ...(libc && { libc: [libc] }) };
}
