// Writes docs/failures.md from the failure classes, and docs/berth.schema.json from what is checked. usage: node write-handbook.mjs (after tsc -b)
import { writeFileSync } from 'node:fs';
import { berthFileJsonSchema } from './dist/berth-file/berth-file.js';
import { failureHandbook } from './dist/failure-guide.js';

writeFileSync(new URL('../../docs/failures.md', import.meta.url), failureHandbook());
writeFileSync(new URL('../../docs/berth.schema.json', import.meta.url), `${JSON.stringify(berthFileJsonSchema(), null, 2)}\n`);
