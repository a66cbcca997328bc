import { mkdtempSync, openSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { ZipFile as ZipWriter } from 'yazl';
import { archiveLimits, type ArchiveLimits } from './archive-limits.js';
import { ArchiveCheck, type CheckedArchive } from './check-archive.js';
import { openZip } from './read-zip.js';
import { tarOfZip } from './tar-of-zip.js';

const folder = mkdtempSync(join(tmpdir(), 'berth-zip-test-'));
const fileMode = 0o100644;

interface Member {
  name: string;
  content?: string | Buffer;
  mode?: number;
  stored?: boolean;
}

async function zipOf(members: Member[], forceZip64Format = false): Promise<Buffer> {
  const zip = new ZipWriter();
  for (const { name, content = '', mode = fileMode, stored = false } of members) {
    if (name.endsWith('/')) zip.addEmptyDirectory(name);
    else zip.addBuffer(Buffer.from(content), name, { mode, compress: !stored, forceZip64Format, forceDosTimestamp: true });
  }
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk as Buffer));
  return Buffer.concat(chunks);
}

let files = 0;
async function read(bytes: Buffer, limits: Partial<ArchiveLimits> = {}): Promise<{ tar: Buffer; checked: CheckedArchive }> {
  const all = { ...archiveLimits, ...limits };
  const path = join(folder, `${(files += 1)}.zip`);
  writeFileSync(path, bytes);
  const zip = await openZip(openSync(path, 'r'));
  const check = new ArchiveCheck(all);
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of tarOfZip(zip, bytes.length, all)) {
      chunks.push(chunk);
      await check.write(chunk);
    }
    return { tar: Buffer.concat(chunks), checked: await check.finish() };
  } finally {
    check.destroy();
    zip.close();
  }
}

/** Renames an entry where it is and in the list, to what a writer would refuse. */
function renamed(bytes: Buffer, from: string, to: string | Buffer, where: 'both' | 'list' = 'both'): Buffer {
  const name = Buffer.from(to);
  if (name.length !== from.length) throw new Error('the names must be of one length');
  const copy = Buffer.from(bytes);
  const found = [...positions(copy, from)];
  for (const at of where === 'both' ? found : found.slice(-1)) name.copy(copy, at);
  return copy;
}
function* positions(bytes: Buffer, text: string): Generator<number> {
  for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + 1)) yield at;
}
const listHeader = Buffer.from([0x50, 0x4b, 0x01, 0x02]);
/** Changes the first entry of the list, at an offset of its header. */
function inList(bytes: Buffer, change: (header: Buffer) => void): Buffer {
  const copy = Buffer.from(bytes);
  change(copy.subarray(copy.indexOf(listHeader)));
  return copy;
}
const page: Member = { name: 'index.html', content: '<p>' };

test('an ordinary zip gives its files, stored and deflated, with what is executable, links and empty folders', async () => {
  const { checked, tar } = await read(await zipOf([page, { name: 'package.json', content: '{"name":"x"}', stored: true }, { name: 'src/' }, { name: 'src/a.js', content: '-'.repeat(100_000) }, { name: 'empty/' }, { name: 'start.sh', content: '#!/bin/sh', mode: 0o100755 }, { name: 'now', content: 'src/a.js', mode: 0o120777 }]));
  expect(checked.listing).toEqual({ paths: ['index.html', 'package.json', 'src/a.js', 'start.sh'], contents: { 'package.json': '{"name":"x"}' } });
  const text = gunzipSync(tar).toString('latin1');
  expect([...text.matchAll(/([a-z][\w./]*)\0+000(\d{3}) \0/g)].map(([, name, mode]) => `${name} ${mode}`)).toEqual(['empty/ 755', 'index.html 644', 'now 777', 'package.json 644', 'src/a.js 644', 'start.sh 755']);
});

test('zips of equal files give equal archives, in whatever order and however packed', async () => {
  const members = [page, { name: 'a/b.txt', content: 'b' }, { name: 'ü.txt', content: 'u' }];
  const one = await read(await zipOf([{ name: 'a/' }, ...members]));
  const other = await read(await zipOf(members.toReversed().map((member) => ({ ...member, stored: true }))));
  expect(one.tar.equals(other.tar)).toBe(true);
});

test('a zip from Windows may have \\ between folders, one from macOS resource forks', async () => {
  const bytes = inList(renamed(await zipOf([{ name: 'src/a.js' }, page, { name: '__MACOSX/._x', content: 'x' }]), 'src/a.js', 'src\\a.js'), (header) => header.writeUInt16LE(20, 4));
  expect((await read(bytes)).checked.listing.paths).toEqual(['index.html', 'src/a.js']);
});

test.each<[string, () => Promise<Buffer>]>([
  ['an absolute path', async () => renamed(await zipOf([page, { name: 'xetc/passwd' }]), 'xetc/passwd', '/etc/passwd')],
  ['a path that leaves', async () => renamed(await zipOf([page, { name: 'xx/passwd' }]), 'xx/passwd', '../passwd')],
  ['a path that leaves by \\', async () => inList(renamed(await zipOf([{ name: 'xx/passwd' }, page]), 'xx/passwd', '..\\passwd'), (header) => header.writeUInt16LE(20, 4))],
  ['a link to an absolute path', () => zipOf([page, { name: 'l', content: '/etc', mode: 0o120777 }])],
  ['a link that leaves', () => zipOf([page, { name: 'a/l', content: '../../x', mode: 0o120777 }])],
  ['NUL in a link', () => zipOf([page, { name: 'l', content: 'index.html\0x', mode: 0o120777 }])],
  ['a link to nowhere', () => zipOf([page, { name: 'l', content: '', mode: 0o120777 }])],
  ['a link of 10 MB', () => zipOf([page, { name: 'l', content: 'x'.repeat(10_000_000), mode: 0o120777 }])],
  ['an entry below a link', () => zipOf([page, { name: 'l', content: 'sub', mode: 0o120777 }, { name: 'l/x' }])],
  ['an entry below a file', () => zipOf([page, { name: 'index.html/x' }])],
  ['a device', () => zipOf([page, { name: 'd', mode: 0o020644 }])],
  ['a pipe', () => zipOf([page, { name: 'd', mode: 0o010644 }])],
  ['a file twice', () => zipOf([page, page])],
  ['a control character', async () => renamed(await zipOf([page, { name: 'a-b' }]), 'a-b', 'a\nb')],
  ['NUL in a name', async () => renamed(await zipOf([page, { name: 'a-b' }]), 'a-b', 'a\0b')],
  ['a name that is not UTF-8', async () => renamed(await zipOf([page, { name: 'a-b' }]), 'a-b', Buffer.from([0x61, 0xfc, 0x62]))],
  ['another name in the list than in its place', async () => renamed(await zipOf([page, { name: 'a-b' }]), 'a-b', 'a.b', 'list')],
  ['an encrypted entry', async () => inList(await zipOf([page]), (header) => header.writeUInt16LE(header.readUInt16LE(8) | 1, 8))],
  ['strong encryption', async () => inList(await zipOf([page]), (header) => header.writeUInt16LE(header.readUInt16LE(8) | 0x41, 8))],
  ['another method', async () => inList(await zipOf([page]), (header) => header.writeUInt16LE(12, 10))],
  ['zip64', () => zipOf([page], true)],
  ['content that is longer than said', async () => inList(await zipOf([{ name: 'a', content: 'x'.repeat(5000) }]), (header) => header.writeUInt32LE(10, 24))],
  ['content that is shorter than said', async () => inList(await zipOf([{ name: 'a', content: 'x'.repeat(5000) }]), (header) => header.writeUInt32LE(50_000, 24))],
  ['a link whose content cannot be unpacked', async () => {
    const bytes = await zipOf([{ name: 'l', content: 'xxxxxxxxxxxxxxxx', mode: 0o120777 }]);
    return bytes.fill(0xff, 31, 34);
  }],
  ['a wrong checksum', async () => inList(await zipOf([page]), (header) => header.writeUInt32LE(1, 16))],
  ['bytes after the end', async () => Buffer.concat([await zipOf([page]), Buffer.from('more')])],
  ['half a zip', async () => (await zipOf([page, { name: 'b', content: 'x'.repeat(1000) }])).subarray(0, 60)],
  ['a list that leads behind the end', async () => inList(await zipOf([page]), (header) => header.writeUInt32LE(1e9, 42))],
  ['a bomb', () => zipOf([page, { name: 'zeros', content: Buffer.alloc(12 * 2 ** 20) }])],
  ['something else than zip', async () => Buffer.alloc(4096, 'x')],
  ['nothing', async () => Buffer.alloc(0)],
])('%s is refused', async (_, make) => {
  const bytes = await make();
  await expect(read(bytes)).rejects.toMatchObject({ code: 'source-invalid' });
});

test('entries that share bytes are refused', async () => {
  const bytes = renamed(await zipOf([{ name: 'one', content: 'x'.repeat(50) }, { name: 'two', content: 'y'.repeat(50) }]), 'two', 'one');
  const second = bytes.readUInt32LE(bytes.lastIndexOf(listHeader) + 42);
  await expect(read(inList(bytes, (header) => header.writeUInt32LE(second, 42)))).rejects.toMatchObject({ code: 'source-invalid', message: '"one" and "one" share bytes of the archive.' });
});

test.each<[string, Member[], Partial<ArchiveLimits>]>([
  ['too many entries', Array.from({ length: 11 }, (_, number) => ({ name: `${number}.txt` })), { entries: 10 }],
  ['files that are too large together', [{ name: 'a', content: 'x'.repeat(600) }, { name: 'b', content: 'y'.repeat(600) }], { unpackedBytes: 1000 }],
])('%s are refused before anything is unpacked', async (_, members, limits) => {
  await expect(read(await zipOf(members), limits)).rejects.toMatchObject({ code: 'source-too-large' });
});

test('a zip without files is refused as empty', async () => {
  await expect(read(await zipOf([{ name: 'a/' }]))).rejects.toMatchObject({ code: 'source-empty' });
});

test('a reader that stops early stops the unpacking', async () => {
  const path = join(folder, 'early.zip');
  writeFileSync(path, await zipOf([{ name: 'a', content: Buffer.from(Array.from({ length: 3_000_000 }, (_, at) => (at * 7919) % 251)) }, page]));
  const zip = await openZip(openSync(path, 'r'));
  const chunks = tarOfZip(zip, 3_000_000, archiveLimits);
  expect((await chunks.next()).done).toBe(false);
  await chunks.return(undefined);
  await new Promise<void>((resolve) => {
    zip.once('close', () => resolve());
    zip.close();
  });
});
