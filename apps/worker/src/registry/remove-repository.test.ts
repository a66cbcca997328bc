import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { removeRepository } from './remove-repository.js';

const empty = 'sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a';
const manifests: Record<string, object> = {
  'sha256:index': { manifests: [{ digest: 'sha256:image' }] },
  'sha256:image': { config: { digest: 'sha256:config' }, layers: [{ digest: 'sha256:layer1' }, { digest: 'sha256:layer2' }] },
  'sha256:scratch': { config: { digest: 'sha256:scratch-config' }, layers: null },
  'sha256:source': { config: { digest: empty }, layers: [{ digest: 'sha256:archive' }] },
};
let server: Server;
let url: string;
let present: Set<string>;
let deleted: string[];

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url!.replace('/v2/berth/acme/hello/', '');
    if (path.startsWith('tags/list')) return response.writeHead(200).end(JSON.stringify({ tags: ['v1'] }));
    const digest = path === 'manifests/v1' ? 'sha256:index' : path.replace(/^(manifests|blobs)\//, '');
    if (!present.has(digest)) return response.writeHead(404).end();
    if (request.method === 'DELETE') {
      present.delete(digest);
      deleted.push(path);
      return response.writeHead(202).end();
    }
    return response.writeHead(200, { 'docker-content-digest': digest }).end(JSON.stringify(manifests[digest]));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
beforeEach(() => {
  present = new Set([...Object.keys(manifests), 'sha256:config', 'sha256:layer1', 'sha256:layer2', 'sha256:scratch-config', empty, 'sha256:archive']);
  deleted = [];
});

const remove = (digests: string[]) => removeRepository({ row: { registryUrl: url }, registryRoleKeys: { admin: Buffer.alloc(32) } } as never, 'berth', 'berth/acme/hello', digests);

test('what a repository held can be fetched from it no more: manifests, an index’s images, and every layer', async () => {
  expect(await remove(['sha256:source', 'sha256:scratch', 'sha256:gone-long-ago'])).toBe(5);
  expect([...present]).toEqual([empty]); // shared by every source, and says nothing
  expect(deleted.findLastIndex((path) => path.startsWith('blobs/'))).toBeLessThan(deleted.findIndex((path) => path.startsWith('manifests/')));
});

test('a second run finds nothing and succeeds', async () => {
  await remove(['sha256:source']);
  deleted = [];
  await remove(['sha256:source']);
  expect(deleted).toEqual([]);
});
