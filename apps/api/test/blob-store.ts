import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** A registry's blob store as far as an upload needs it, with its token flow; it keeps what it is told to keep. */
export class BlobStore {
  readonly sessions = new Map<string, Buffer>();
  readonly blobs = new Map<string, Buffer>();
  readonly manifests = new Map<string, string>();
  readonly requests: string[] = [];
  refusePatch = false;
  slowMs = 0;
  received = 0;
  private server: Server | undefined;
  url = '';

  async start(): Promise<void> {
    this.server = createServer((request, response) => {
      this.answer(request).then(
        ({ status, headers = {}, body }) => response.writeHead(status, headers).end(body),
        () => response.destroy(),
      );
    });
    await new Promise<void>((resolve) => this.server!.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.server.address() as { port: number }).port}`;
  }

  stop(): void {
    this.server?.closeAllConnections();
    this.server?.close();
  }

  private async answer(request: IncomingMessage): Promise<{ status: number; headers?: Record<string, string>; body?: string }> {
    const url = new URL(request.url!, this.url);
    this.requests.push(`${request.method} ${url.pathname}`);
    if (url.pathname === '/token') return { status: 200, body: JSON.stringify({ token: `for ${url.searchParams.get('scope')}` }) };
    if (!request.headers.authorization?.startsWith('Bearer for repository:berthtest/acme/source:')) {
      request.resume();
      return { status: 401, headers: { 'www-authenticate': `Bearer realm="${this.url}/token",service="store"` } };
    }
    const chunks: Buffer[] = [];
    if (request.method === 'PATCH' && this.refusePatch) return { status: 500 };
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
      this.received += (chunk as Buffer).length;
      if (this.slowMs > 0) await sleep(this.slowMs);
    }
    const bytes = Buffer.concat(chunks);
    const id = url.pathname.split('/').at(-1)!;
    if (request.method === 'POST') {
      const session = randomBytes(8).toString('hex');
      this.sessions.set(session, Buffer.alloc(0));
      return { status: 202, headers: { location: `${url.pathname}${session}?state=x` } };
    }
    if (request.method === 'PATCH') {
      this.sessions.set(id, Buffer.concat([this.sessions.get(id)!, bytes]));
      return { status: 202, headers: { location: url.pathname } };
    }
    if (request.method === 'DELETE') return { status: this.sessions.delete(id) ? 204 : 404 };
    if (request.method === 'HEAD') return { status: this.blobs.has(id) ? 200 : 404 };
    if (url.pathname.includes('/manifests/')) {
      this.manifests.set(id, bytes.toString());
      return { status: 201 };
    }
    this.blobs.set(url.searchParams.get('digest')!, Buffer.concat([this.sessions.get(id) ?? Buffer.alloc(0), bytes]));
    this.sessions.delete(id);
    return { status: 201 };
  }
}
