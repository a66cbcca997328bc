// Writes docs/failures.md from the failure classes. usage: node write-handbook.mjs (after tsc -b)
import { writeFileSync } from 'node:fs';
import { failureHandbook } from './dist/failure-guide.js';

writeFileSync(new URL('../../docs/failures.md', import.meta.url), failureHandbook());
