// Writes oclif.manifest.json, which spares a start from loading every command. usage: node write-manifest.mjs (after tsc -b)
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Plugin } from '@oclif/core';

process.env.NODE_ENV = 'production';
const root = fileURLToPath(new URL('.', import.meta.url));
const plugin = new Plugin({ root, type: 'core', ignoreManifest: true, errorOnManifestCreate: true });
await plugin.load();
writeFileSync(new URL('oclif.manifest.json', import.meta.url), `${JSON.stringify(plugin.manifest, null, 2)}\n`);
