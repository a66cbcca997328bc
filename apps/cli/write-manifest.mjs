// Writes dist/quick/: the commands bundled, and listed in oclif.manifest.json, so that a start loads few files and one
// command. usage: node write-manifest.mjs (after tsc -b)
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Plugin } from '@oclif/core';
import { rolldown } from 'rolldown';

process.env.NODE_ENV = 'production';
const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const quick = at('dist/quick/');
const entries = ['run-cli', 'hooks/command-not-found', ...readdirSync(at('dist/commands'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js')).map((file) => `commands/${file.slice(0, -3)}`)];

rmSync(quick, { recursive: true, force: true });
const bundle = await rolldown({ cwd: at('.'), input: Object.fromEntries(entries.map((entry) => [entry, at(`dist/${entry}.js`)])), platform: 'node', external: [/^@oclif\/core/, /^@inquirer\//, /^open$/], logLevel: 'warn' });
await bundle.write({ dir: quick, format: 'esm', chunkFileNames: 'chunks/[name]-[hash].js' });
await bundle.close();

const { name, version, description, oclif } = JSON.parse(readFileSync(at('package.json'), 'utf8'));
const nearer = (path) => path.replace('./dist/', './');
const quickOclif = { ...oclif, commands: nearer(oclif.commands), hooks: Object.fromEntries(Object.entries(oclif.hooks).map(([hook, path]) => [hook, nearer(path)])) };
writeFileSync(`${quick}package.json`, `${JSON.stringify({ name, version, description, private: true, type: 'module', oclif: quickOclif }, null, 2)}\n`);

const plugin = new Plugin({ root: quick, type: 'core', isRoot: true, ignoreManifest: true, errorOnManifestCreate: true });
await plugin.load();
writeFileSync(`${quick}oclif.manifest.json`, `${JSON.stringify(plugin.manifest)}\n`);
