import { createServer, type IncomingMessage, type Server } from 'node:http';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ApiUnderTest } from './api-under-test.js';

/** A registry's blob store as far as an upload needs it, with its token flow; it keeps what it is told to keep. */
class BlobStore {
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

const store = new BlobStore();
let api: ApiUnderTest;
let token: string;
let path: string;
beforeAll(async () => {
  await store.start();
  api = await ApiUnderTest.start({ registryUrl: store.url });
  const tenant = await api.tenant('acme');
  token = tenant.members.developer.token;
  path = `${(await api.deployedApp(tenant, 'shop')).path}/sources`;
});
afterAll(async () => {
  await api.stop();
  store.stop();
});
beforeEach(() => Object.assign(store, { refusePatch: false, slowMs: 0 }));

async function archive(files: Record<string, string | Buffer>): Promise<Buffer> {
  const tar = pack();
  for (const [name, content] of Object.entries(files)) tar.entry({ name }, content);
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar as AsyncIterable<Buffer>) chunks.push(chunk);
  return gzipSync(Buffer.concat(chunks));
}
async function upload(body: RequestInit['body'], signal?: AbortSignal) {
  const response = await fetch(api.url + path, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/gzip' }, body, ...(signal && { signal }), duplex: 'half' } as RequestInit);
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into any body
  return { status: response.status, body: (await response.json()) as any };
}
const settled = async () => {
  for (let tries = 0; tries < 100 && store.sessions.size > 0; tries += 1) await sleep(50);
  return { sessions: store.sessions.size };
};

test('a source is kept as an artifact under its digest, with what was found in it', async () => {
  const bytes = await archive({ 'package.json': '{"scripts":{"start":"node server.js"}}', 'server.js': 'x' });
  const { status, body } = await upload(bytes);
  expect(status, JSON.stringify(body)).toBe(201);
  expect(body).toMatchObject({ sizeBytes: bytes.length, files: 2, detected: { kind: 'node', reason: 'package.json', command: ['node', 'server.js'] } });
  expect(body.detected.dockerfile).toContain('FROM node:');
  expect(store.blobs.get(body.digest)).toEqual(bytes);
  const [manifest] = [...store.manifests.values()].map((text) => JSON.parse(text) as object);
  expect(manifest).toMatchObject({ artifactType: 'application/vnd.berth.source.v1', layers: [{ mediaType: 'application/vnd.berth.source.v1.tar+gzip', digest: body.digest, size: bytes.length }] });
  expect(await settled()).toEqual({ sessions: 0 });
});

test.each<[string, () => Promise<Buffer>, string]>([
  ['an archive that escapes', () => archive({ 'index.html': 'x', '../x': 'x' }), 'source-invalid'],
  ['a bomb', () => archive({ zeros: Buffer.alloc(64 * 2 ** 20) }), 'source-invalid'],
  ['nothing to build', () => archive({ 'notes.txt': 'x' }), 'source-not-understood'],
  ['no files', () => archive({}), 'source-empty'],
  ['no archive', async () => randomBytes(100_000), 'source-invalid'],
  ['half an archive', async () => (await archive({ 'index.html': randomBytes(200_000) })).subarray(0, 150_000), 'source-invalid'],
])('%s is refused and leaves neither a row nor anything in the registry', async (_, make, code) => {
  const before = { blobs: store.blobs.size, rows: await api.db.source.count() };
  const { body } = await upload(new Uint8Array(await make()));
  expect(body).toMatchObject({ code, remedy: expect.any(String) as string });
  expect(await settled()).toEqual({ sessions: 0 });
  expect({ blobs: store.blobs.size, rows: await api.db.source.count() }).toEqual(before);
});

test('a refusal reaches a sender that is still sending', async () => {
  const bad = await archive({ '/etc/passwd': 'x', big: randomBytes(30 * 2 ** 20) });
  const { status, body } = await upload(new Uint8Array(bad));
  expect({ status, code: body.code }).toEqual({ status: 422, code: 'source-invalid' });
});

test('a sender that goes away leaves nothing behind', async () => {
  const before = { blobs: store.blobs.size, rows: await api.db.source.count() };
  const bytes = await archive({ 'index.html': randomBytes(2 * 2 ** 20) });
  const abort = new AbortController();
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      controller.enqueue(new Uint8Array(bytes.subarray(0, 2 ** 20)));
      await sleep(300);
      abort.abort();
    },
  });
  await expect(upload(body, abort.signal)).rejects.toThrow();
  expect(await settled()).toEqual({ sessions: 0 });
  expect({ blobs: store.blobs.size, rows: await api.db.source.count() }).toEqual(before);
});

test('a registry that fails or is away is named as such, and nothing is left', async () => {
  store.refusePatch = true;
  const rows = await api.db.source.count();
  const big = await archive({ 'index.html': randomBytes(4 * 2 ** 20) });
  expect(await upload(new Uint8Array(big))).toMatchObject({ status: 503, body: { code: 'registry-unavailable' } });
  expect(await settled()).toEqual({ sessions: 0 });
  const away = await ApiUnderTest.start();
  const tenant = await away.tenant('acme');
  const app = await away.deployedApp(tenant, 'shop');
  const answer = await fetch(`${away.url}${app.path}/sources`, { method: 'POST', headers: { authorization: `Bearer ${tenant.members.owner.token}`, 'content-type': 'application/gzip' }, body: new Uint8Array(big) });
  expect(answer.status).toBe(503);
  await away.stop();
  expect(await api.db.source.count()).toBe(rows);
});

test('a large source over a slow registry is held back, not held in memory', async () => {
  const big = await archive({ 'index.html': randomBytes(96 * 2 ** 20) });
  store.slowMs = 1;
  const receivedBefore = store.received;
  let furthestAhead = 0;
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent >= big.length) return controller.close();
      controller.enqueue(new Uint8Array(big.subarray(sent, sent + 65_536)));
      sent += 65_536;
      furthestAhead = Math.max(furthestAhead, sent - (store.received - receivedBefore));
    },
  });
  const { status } = await upload(body);
  expect(status).toBe(201);
  expect(furthestAhead).toBeLessThan(32 * 2 ** 20);
}, 60_000);

test('what is not gzip by its content type is not read', async () => {
  const answer = await api.ask('POST', path, { token, body: { a: 1 } });
  expect(answer).toMatchObject({ status: 415, body: { code: 'unsupported-media-type' } });
});
