// Writes openapi.json and src/generated/schema.d.ts from the routes. usage: node generate.mjs (after tsc -b)
import { mkdirSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';
import { openApiDocument } from './dist/openapi.js';

const document = openApiDocument();
writeFileSync(new URL('openapi.json', import.meta.url), `${JSON.stringify(document, null, 2)}\n`);
mkdirSync(new URL('src/generated', import.meta.url), { recursive: true });
writeFileSync(new URL('src/generated/schema.ts', import.meta.url), `// Generated from openapi.json by generate.mjs.\n${astToString(await openapiTS(document))}`);
