import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ApiUnderTest } from './api-under-test.js';

const registryProgram = '/var/lib/berth/cluster/bin/kube'; // the local cluster's registry, here with a disk of its own
const folder = mkdtempSync(join(tmpdir(), 'berth-registry-'));
const disk = join(folder, 'disk');
let registry: ChildProcess;
let api: ApiUnderTest;

function mount(...args: string[]): void {
  const { status, stderr } = spawnSync('mount', args, { encoding: 'utf8' });
  expect(status, stderr).toBe(0);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

beforeAll(async () => {
  mkdirSync(disk);
  mount('-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk);
  const addr = `127.0.0.1:${await freePort()}`;
  const settings = { version: '0.1', log: { level: 'error' }, storage: { filesystem: { rootdirectory: disk }, delete: { enabled: true } }, http: { addr } };
  writeFileSync(join(folder, 'config.yml'), JSON.stringify(settings));
  registry = spawn(registryProgram, ['registry', 'serve', join(folder, 'config.yml')], { stdio: 'ignore' });
  await vi.waitFor(async () => expect((await fetch(`http://${addr}/v2/`)).status).toBe(200), { timeout: 30_000, interval: 100 });
  api = await ApiUnderTest.start({ registryUrl: `http://${addr}` });
});
afterAll(async () => {
  await api?.stop();
  const ended = new Promise((resolve) => registry.once('exit', resolve));
  registry.kill();
  await ended;
  spawnSync('umount', [disk]);
  rmSync(folder, { recursive: true });
});

async function archive(bytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const tar = pack();
  tar.entry({ name: 'index.html' }, randomBytes(bytes));
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar as AsyncIterable<Buffer>) chunks.push(chunk);
  return new Uint8Array(gzipSync(Buffer.concat(chunks)));
}

test('a source for which the registry’s disk has no room is refused as such, and goes through once there is room', async () => {
  const tenant = await api.tenant('acme');
  const app = await api.deployedApp(tenant, 'shop');
  const before = await api.db.source.count();
  const upload = async (bytes: number) => {
    const response = await fetch(`${api.url}${app.path}/sources`, { method: 'POST', headers: { authorization: `Bearer ${tenant.members.developer.token}`, 'content-type': 'application/gzip' }, body: await archive(bytes) });
    return { status: response.status, body: (await response.json()) as object };
  };
  expect(await upload(3 * 2 ** 20)).toMatchObject({ status: 507, body: { code: 'registry-full' } });
  expect(await api.db.source.count()).toBe(before);
  mount('-o', 'remount,size=8m', disk);
  expect(await upload(2 ** 20)).toMatchObject({ status: 201 });
});
