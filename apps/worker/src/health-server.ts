import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Serves GET /health (the process answers) and /ready (its services do) on the loopback. Resolves with its port. */
export async function serveHealth(port: number, ready: () => Promise<Record<string, boolean>>): Promise<{ port: number; server: Server }> {
  const server = createServer((request, response) => {
    const answer = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (request.method !== 'GET') return answer(405, { error: 'GET only' });
    if (request.url === '/health') return answer(200, { status: 'ok' });
    if (request.url !== '/ready') return answer(404, { error: 'no such page' });
    ready().then(
      (parts) => answer(Object.values(parts).every(Boolean) ? 200 : 503, parts),
      (error: Error) => answer(503, { error: error.message }),
    );
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, server };
}
