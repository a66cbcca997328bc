import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Makes a copy of `hello-node` answer a text that it never answered before, and gives the text. */
export function changeSource(where: string): string {
  const text = randomUUID();
  writeFileSync(join(where, 'server.js'), `import { serve } from '@hono/node-server';\nimport { Hono } from 'hono';\nconst app = new Hono();\napp.get('/', (context) => context.text('${text}'));\nserve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: '0.0.0.0' });\nprocess.once('SIGTERM', () => process.exit(0));\n`);
  return text;
}
