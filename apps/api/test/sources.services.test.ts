import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { ApiUnderTest } from './api-under-test.js';
import { BlobStore } from './blob-store.js';

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
async function zip(files: Record<string, string | Buffer>, compress = true): Promise<Buffer> {
  const file = new ZipFile();
  for (const [name, content] of Object.entries(files)) file.addBuffer(Buffer.from(content), name, { compress, forceDosTimestamp: true });
  file.end();
  const chunks: Buffer[] = [];
  for await (const chunk of file.outputStream) chunks.push(Buffer.from(chunk as Buffer));
  return Buffer.concat(chunks);
}
async function upload(body: RequestInit['body'], signal?: AbortSignal, type = 'application/gzip') {
  const response = await fetch(api.url + path, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': type }, body, ...(signal && { signal }), duplex: 'half' } as RequestInit);
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

test('what berth.yaml says is told with the source, and a mistake in it with its line; then nothing is kept', async () => {
  const app = { 'package.json': '{"scripts":{"start":"node server.js"}}', 'server.js': 'x' };
  const { body } = await upload(await archive({ ...app, 'berth.yaml': 'release: {command: npm run migrate}\nenv: [DATABASE_URL]\n' }));
  expect(body.detected.fromSource).toEqual(['berth.yaml: release command: npm run migrate, at most 300 s', 'berth.yaml: needs DATABASE_URL configured']);
  const before = { blobs: store.blobs.size, rows: await api.db.source.count() };
  const refused = await upload(await archive({ ...app, 'berth.yaml': 'processes:\n  web:\n    comand: x\n' }));
  expect(refused).toMatchObject({ status: 422, body: { code: 'berth-file-invalid', detail: expect.stringContaining('berth.yaml:3:5: unknown key `comand`; did you mean `command`?'), errors: [{ path: '/berth.yaml/processes/web/comand', message: expect.stringMatching(/^line 3, column 5: /) }] } });
  expect({ blobs: store.blobs.size, rows: await api.db.source.count() }).toEqual(before);
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

test('a zip is kept as the tar.gz of its files: the same one, however it is packed', async () => {
  const files = { 'package.json': '{"scripts":{"start":"node server.js"}}', 'server.js': 'x'.repeat(50_000) };
  const { status, body } = await upload(new Uint8Array(await zip(files)), undefined, 'application/zip');
  expect(status, JSON.stringify(body)).toBe(201);
  expect(body).toMatchObject({ files: 2, detected: { kind: 'node', command: ['node', 'server.js'] } });
  const kept = gunzipSync(store.blobs.get(body.digest)!).toString('latin1');
  expect([kept.startsWith('package.json\0'), kept.includes(files['server.js'])]).toEqual([true, true]);
  expect((await upload(new Uint8Array(await zip(files, false)), undefined, 'application/zip')).body.digest).toBe(body.digest);
});

test.each<[string, () => Promise<Buffer>, string]>([
  ['a zip that escapes', async () => Buffer.from((await zip({ 'index.html': 'x', 'xx/y': 'x' })).toString('latin1').replaceAll('xx/y', '../y'), 'latin1'), 'source-invalid'],
  ['a zip bomb', () => zip({ zeros: Buffer.alloc(64 * 2 ** 20) }), 'source-invalid'],
  ['a zip with nothing to build', () => zip({ 'notes.txt': 'x' }), 'source-not-understood'],
  ['a tar.gz that says it is a zip', () => archive({ 'index.html': 'x' }), 'source-invalid'],
  ['half a zip', async () => (await zip({ 'index.html': randomBytes(200_000) })).subarray(0, 150_000), 'source-invalid'],
])('%s is refused and leaves neither a row nor anything in the registry', async (_, make, code) => {
  const before = { blobs: store.blobs.size, rows: await api.db.source.count() };
  const { body } = await upload(new Uint8Array(await make()), undefined, 'application/zip');
  expect(body).toMatchObject({ code, remedy: expect.any(String) as string });
  expect(await settled()).toEqual({ sessions: 0 });
  expect({ blobs: store.blobs.size, rows: await api.db.source.count() }).toEqual(before);
});

test('what is no archive by its content type is not read', async () => {
  const answer = await api.ask('POST', path, { token, body: { a: 1 } });
  expect(answer).toMatchObject({ status: 415, body: { code: 'unsupported-media-type' } });
});
