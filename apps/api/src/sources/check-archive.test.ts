import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { pack, type Header } from 'tar-stream';
import { archiveLimits, type ArchiveLimits } from './archive-limits.js';
import { ArchiveCheck, type CheckedArchive } from './check-archive.js';

type Entry = Partial<Header> & { name: string; content?: string | Buffer };

async function tarOf(entries: Entry[]): Promise<Buffer> {
  const tar = pack();
  const done = (async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of tar as AsyncIterable<Buffer>) chunks.push(chunk);
    return Buffer.concat(chunks);
  })();
  for (const { content, ...rest } of entries) tar.entry(rest, content ?? '');
  tar.finalize();
  return done;
}

async function check(bytes: Buffer, limits: Partial<ArchiveLimits> = {}, chunkBytes = 65_536): Promise<CheckedArchive> {
  const archive = new ArchiveCheck({ ...archiveLimits, ...limits });
  try {
    for (let at = 0; at < bytes.length; at += chunkBytes) await archive.write(bytes.subarray(at, at + chunkBytes));
    return await archive.finish();
  } finally {
    archive.destroy();
  }
}
const checkEntries = async (entries: Entry[], limits?: Partial<ArchiveLimits>) => check(gzipSync(await tarOf(entries)), limits);
const page: Entry = { name: 'index.html', content: '<p>' };

/** A raw header, for what no honest tool writes. */
function header(name: string, type: string, size: number, linkname = ''): Buffer {
  const block = Buffer.alloc(512);
  block.write(name, 0);
  block.write('0000644\0', 100);
  block.write('0000000\0', 108);
  block.write('0000000\0', 116);
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  block.write('00000000000\0', 136);
  block.write(type, 156);
  block.write(linkname, 157);
  block.write('ustar\u000000', 257);
  block.fill(' ', 148, 156);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}
const padded = (text: string): Buffer => Buffer.concat([Buffer.from(text), Buffer.alloc((512 - (Buffer.byteLength(text) % 512)) % 512)]);
const pax = (type: 'x' | 'g', records: Record<string, string>): Buffer => {
  const text = Object.entries(records).map(([key, value]) => {
    const body = ` ${key}=${value}\n`;
    let length = body.length + 1;
    while (`${length}${body}`.length !== length) length = `${length}${body}`.length;
    return `${length}${body}`;
  });
  return Buffer.concat([header('pax', type, Buffer.byteLength(text.join(''))), padded(text.join(''))]);
};
const rawArchive = (...blocks: Buffer[]): Buffer => gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));

test('an ordinary archive gives its files, their number and size, and the text that detection wants', async () => {
  const result = await checkEntries([{ name: './', type: 'directory' }, { name: './package.json', content: '{"name":"x"}' }, { name: 'src/', type: 'directory' }, { name: 'src/a.js', content: 'x' }, { name: 'now', type: 'symlink', linkname: 'src/a.js' }]);
  expect(result.listing.paths).toEqual(['package.json', 'src/a.js']);
  expect(result.listing.contents).toEqual({ 'package.json': '{"name":"x"}' });
  expect(result.files).toBe(2);
});

test('chunks of any size give the same', async () => {
  const bytes = gzipSync(await tarOf([{ name: 'package.json', content: '{}' }, { name: 'a.txt', content: 'x'.repeat(5000) }]));
  for (const size of [1, 7, 512, 100_000]) expect((await check(bytes, {}, size)).listing.paths).toEqual(['package.json', 'a.txt']);
});

test.each<[string, Entry[]]>([
  ['an absolute path', [page, { name: '/etc/passwd', content: 'x' }]],
  ['a path that leaves', [page, { name: '../x', content: 'x' }]],
  ['a path that leaves in the middle', [page, { name: 'a/../../x', content: 'x' }]],
  ['a link to an absolute path', [page, { name: 'l', type: 'symlink', linkname: '/etc' }]],
  ['a link that leaves', [page, { name: 'a/l', type: 'symlink', linkname: '../../x' }]],
  ['a link that leaves by way of another link', [page, { name: 'a/b/p', type: 'symlink', linkname: '../..' }, { name: 't', type: 'symlink', linkname: 'a/b/p/../x' }]],
  ['a link that leaves by way of one that comes later', [page, { name: 't', type: 'symlink', linkname: 'a/b/p/../x' }, { name: 'a/b/p', type: 'symlink', linkname: '../..' }]],
  ['an entry below a link', [page, { name: 'l', type: 'symlink', linkname: 'sub' }, { name: 'l/x', content: 'x' }]],
  ['an entry below a link that comes later', [page, { name: 'l/x', content: 'x' }, { name: 'l', type: 'symlink', linkname: 'sub' }]],
  ['an entry below a file', [page, { name: 'f', content: 'x' }, { name: 'f/x', content: 'x' }]],
  ['a circle of links', [page, { name: 'a', type: 'symlink', linkname: 'b' }, { name: 'b', type: 'symlink', linkname: 'a' }]],
  ['a hard link to what is not there', [page, { name: 'h', type: 'link', linkname: 'etc/passwd' }]],
  ['a hard link that leaves', [page, { name: 'h', type: 'link', linkname: '../../etc/passwd' }]],
  ['a hard link to a link', [page, { name: 's', type: 'symlink', linkname: 'x' }, { name: 'h', type: 'link', linkname: 's' }]],
  ['a device', [page, { name: 'd', type: 'character-device', devmajor: 1, devminor: 3 }]],
  ['a block device', [page, { name: 'd', type: 'block-device', devmajor: 8 }]],
  ['a pipe', [page, { name: 'p', type: 'fifo' }]],
  ['a file twice', [page, page]],
  ['a file and a link of one name', [page, { name: 'index.html', type: 'symlink', linkname: 'x' }]],
  ['a control character', [page, { name: 'a\nb', content: 'x' }]],
  ['a terminal sequence', [page, { name: 'a\u001b[31m', content: 'x' }]],
  ['a name of 300 bytes', [page, { name: `${'n'.repeat(300)}`, content: 'x' }]],
  ['a path of 1 100 bytes', [page, { name: Array.from({ length: 110 }, () => 'abcdefghi').join('/'), content: 'x' }]],
])('%s is refused', async (_, entries) => {
  await expect(checkEntries(entries)).rejects.toMatchObject({ code: 'source-invalid' });
});

test.each<[string, Buffer]>([
  ['a path hidden in extended attributes', rawArchive(header('index.html', '0', 0), pax('x', { path: '../../escaped' }), header('innocent', '0', 0))],
  ['an absolute link target in extended attributes', rawArchive(header('index.html', '0', 0), pax('x', { linkpath: '/etc/passwd' }), header('l', '2', 0, 'index.html'))],
  ['a name for sparse readers', rawArchive(header('index.html', '0', 0), pax('x', { 'GNU.sparse.major': '1', 'GNU.sparse.name': '../../x' }), header('s', '0', 0))],
  ['a path for all entries', rawArchive(pax('g', { path: '/etc/x' }), pax('x', { mtime: '1' }), header('index.html', '0', 0))],
  ['a link with content, in which another reader finds headers', rawArchive(header('index.html', '0', 0), header('l', '2', 512, 'index.html'), header('../x', '0', 0))],
  ['a folder with content', rawArchive(header('index.html', '0', 0), header('d', '5', 512), header('x', '0', 0))],
  ['an unknown kind', rawArchive(header('index.html', '0', 0), header('s', 'S', 0))],
  ['a size that is no number', rawArchive(header('index.html', '0', 0), pax('x', { size: 'many' }), header('s', '0', 0))],
  ['an extended header of 8 MiB', rawArchive(header('pax', 'x', 8 * 2 ** 20), Buffer.alloc(8 * 2 ** 20, 'a'))],
  ['something else than tar', gzipSync(Buffer.alloc(4096, 'x'))],
  ['something else than gzip', Buffer.from('PK\u0003\u0004 not a gzip')],
  ['nothing', Buffer.alloc(0)],
])('%s is refused', async (_, bytes) => {
  await expect(check(bytes)).rejects.toMatchObject({ code: 'source-invalid' });
});

test('an archive that is cut short is refused, wherever it is cut', async () => {
  const tar = await tarOf([page, { name: 'b.txt', content: 'y'.repeat(3000) }]);
  const packed = gzipSync(tar);
  for (const length of [3, 12, packed.length - 9, packed.length - 1]) await expect(check(packed.subarray(0, length)), String(length)).rejects.toMatchObject({ code: 'source-invalid' });
  for (const length of [700, 1500, 2100]) await expect(check(gzipSync(tar.subarray(0, length))), String(length)).rejects.toMatchObject({ code: 'source-invalid' });
});

test('what follows the archive is refused', async () => {
  const packed = gzipSync(await tarOf([page]));
  await expect(check(Buffer.concat([packed, Buffer.from('and more')]))).rejects.toMatchObject({ code: 'source-invalid' });
  await expect(check(Buffer.concat([packed, Buffer.alloc(20)]))).rejects.toMatchObject({ code: 'source-invalid' });
  await expect(check(Buffer.concat([gzipSync(await tarOf([page])), gzipSync(await tarOf([{ name: '../x', content: 'x' }]))]))).rejects.toMatchObject({ code: 'source-invalid' });
});

test('an empty archive and one of folders alone say so', async () => {
  await expect(checkEntries([])).rejects.toMatchObject({ code: 'source-empty' });
  await expect(checkEntries([{ name: 'd/', type: 'directory' }])).rejects.toMatchObject({ code: 'source-empty' });
});

test('limits hold: entries, packed size, unpacked size, ratio', async () => {
  const many = Array.from({ length: 20 }, (_, index): Entry => ({ name: `f${index}`, content: '' }));
  await expect(checkEntries(many, { entries: 10 })).rejects.toMatchObject({ code: 'source-too-large' });
  await expect(checkEntries([{ name: 'a', content: Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 251)) }], { packedBytes: 300 })).rejects.toMatchObject({ code: 'source-too-large' });
  await expect(checkEntries([{ name: 'a', content: 'x'.repeat(50_000) }], { unpackedBytes: 20_000 })).rejects.toMatchObject({ code: 'source-too-large' });
  await expect(checkEntries([{ name: 'zeros', content: Buffer.alloc(40 * 2 ** 20) }])).rejects.toMatchObject({ code: 'source-invalid', message: expect.stringMatching(/200 times/) as string });
  await expect(checkEntries([{ name: 'zeros', content: Buffer.alloc(5 * 2 ** 20) }])).resolves.toMatchObject({ files: 1 });
});

test('a large manifest is kept in part only, and of very many no more than the limit', async () => {
  const result = await checkEntries([{ name: 'go.mod', content: 'm'.repeat(400_000) }]);
  expect(result.listing.contents['go.mod']).toHaveLength(256 * 1024);
  const files = Array.from({ length: 10 }, (_, index): Entry => ({ name: `f${index}.go`, content: 'g'.repeat(1000) }));
  const limited = await checkEntries(files, { keptBytes: 3000 });
  expect(Object.values(limited.listing.contents).join('')).toHaveLength(3000);
});

test('a file named like an object property is only a file', async () => {
  const result = await checkEntries([page, { name: '__proto__', content: 'x' }, { name: 'constructor', content: 'x' }]);
  expect(result.files).toBe(3);
});

test('commit comments of git archives are let through', async () => {
  await expect(check(rawArchive(pax('g', { comment: 'a'.repeat(40) }), header('index.html', '0', 0)))).resolves.toMatchObject({ files: 1 });
});
