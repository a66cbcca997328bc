import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packFolder } from '../real-services/sources.js';

/** What the sample server can do, chosen by its first argument: so that one image makes good and bad releases. */
export type Behaviour = 'good' | 'crash' | 'wrong-port';

const server = `const [behaviour, mark] = process.argv.slice(2);
const text = [mark, require('node:fs').readFileSync(__dirname + '/content.txt', 'utf8').trim(), process.env.MESSAGE ?? '-'].join(' ');
if (behaviour === 'crash') { console.error('crashing as told'); process.exit(3); }
const server = require('node:http').createServer((_, response) => response.end(text));
server.listen(behaviour === 'wrong-port' ? 9090 : process.env.PORT, '0.0.0.0');
process.on('SIGTERM', () => { server.close(() => process.exit(0)); server.closeIdleConnections(); });
`;

export const commandFor = (behaviour: Behaviour, mark: string) => ['node', '/app/server.js', behaviour, mark];

/** What the server answers: which deployment made it, from which source, under which config. */
export const answerOf = (release: { mark: string; content: string; message: string }) => `${release.mark} ${release.content} ${release.message}`;

/** The server's source as tar.gz; `content` makes it another source, `broken` one whose build fails. */
export async function packSource(content: string, broken = false): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'berth-random-'));
  try {
    const files = { Dockerfile: `FROM node:24-slim\nWORKDIR /app\nCOPY . .\n${broken ? 'RUN exit 7\n' : ''}USER 1000\nCMD ["node", "server.js"]\n`, 'server.js': server, 'content.txt': content };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return await packFolder(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
