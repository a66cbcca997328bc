import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

export interface PushTarget {
  /** `http://host:port` of the registry. */
  url: string;
  login: { username: string; password: string };
  repository: string;
}

const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const indexType = 'application/vnd.oci.image.index.v1+json';
const digestOf = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

/**
 * Pushes an image that was made for other processors: one file, an ELF program of that machine. With `index`, inside an
 * index that has no other variant. No tool but plain calls of the distribution API.
 */
export async function pushForeignImage(target: PushTarget, tag: string, { architecture, index }: { architecture: string; index: boolean }): Promise<void> {
  const token = await tokenFor(target);
  const tar = tarOf('hello', elfProgram());
  const layer = gzipSync(tar);
  const config = json({ architecture, os: 'linux', config: { Cmd: ['/hello'] }, rootfs: { type: 'layers', diff_ids: [digestOf(tar)] } });
  for (const blob of [layer, config]) await pushBlob(target, token, blob);
  const manifest = json({
    schemaVersion: 2,
    mediaType: manifestType,
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: digestOf(config), size: config.length },
    layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest: digestOf(layer), size: layer.length }],
  });
  await put(target, token, `manifests/${index ? digestOf(manifest) : tag}`, manifest, manifestType);
  if (!index) return;
  const variant = { mediaType: manifestType, digest: digestOf(manifest), size: manifest.length, platform: { architecture, os: 'linux' } };
  await put(target, token, `manifests/${tag}`, json({ schemaVersion: 2, mediaType: indexType, manifests: [variant] }), indexType);
}

/** Enough of an ELF header for the kernel to see that it is for AArch64. */
function elfProgram(): Buffer {
  const program = Buffer.alloc(256);
  program.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1], 0);
  program.writeUInt16LE(2, 16); // ET_EXEC
  program.writeUInt16LE(0xb7, 18); // EM_AARCH64
  program.writeUInt32LE(1, 20);
  program.writeUInt16LE(64, 52);
  return program;
}

/** A tar archive (POSIX ustar) of one executable file. */
function tarOf(name: string, content: Buffer): Buffer {
  const header = Buffer.alloc(512);
  const field = (text: string, at: number): number => header.write(text, at, 'latin1');
  field(name, 0);
  field('0000755\0', 100);
  field('0000000\0', 108);
  field('0000000\0', 116);
  field(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  field('00000000000\0', 136);
  field('        ', 148);
  field('0', 156);
  field('ustar\x0000', 257);
  field(`${header.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, '0')}\0 `, 148);
  const padding = Buffer.alloc((512 - (content.length % 512)) % 512);
  return Buffer.concat([header, content, padding, Buffer.alloc(1024)]);
}

async function tokenFor({ url, login, repository }: PushTarget): Promise<string> {
  const challenge = (await fetch(`${url}/v2/`)).headers.get('www-authenticate') ?? '';
  const [, realm, service] = /realm="([^"]+)",service="([^"]+)"/.exec(challenge)!;
  const basic = Buffer.from(`${login.username}:${login.password}`).toString('base64');
  const answer = await fetch(`${realm}?service=${service}&scope=repository:${repository}:pull,push`, { headers: { authorization: `Basic ${basic}` } });
  return ((await answer.json()) as { token: string }).token;
}

async function pushBlob(target: PushTarget, token: string, blob: Buffer): Promise<void> {
  const started = await fetch(`${target.url}/v2/${target.repository}/blobs/uploads/`, { method: 'POST', headers: { authorization: `Bearer ${token}` } });
  const location = new URL(started.headers.get('location')!, target.url);
  location.searchParams.set('digest', digestOf(blob));
  await accepted(await fetch(location, { method: 'PUT', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' }, body: new Uint8Array(blob) }));
}

async function put(target: PushTarget, token: string, path: string, body: Buffer, type: string): Promise<void> {
  await accepted(await fetch(`${target.url}/v2/${target.repository}/${path}`, { method: 'PUT', headers: { authorization: `Bearer ${token}`, 'content-type': type }, body: new Uint8Array(body) }));
}

async function accepted(answer: Response): Promise<void> {
  if (!answer.ok) throw new Error(`the registry answered ${answer.status}: ${await answer.text()}`);
}
