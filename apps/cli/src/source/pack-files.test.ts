import { createHash } from 'node:crypto';
import { appendFileSync, chmodSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Readable } from 'node:stream';
import { extract } from 'tar-stream';
import { expect, test } from 'vitest';
import { sampleFolder } from '../../test/sample-folder.js';
import { listFiles } from './list-files.js';
import { packFiles } from './pack-files.js';

async function packed(folder: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of packFiles(listFiles(folder))) chunks.push(Buffer.from(chunk as Buffer));
  return Buffer.concat(chunks);
}
const digest = (data: Buffer) => createHash('sha256').update(data).digest('hex');

const files = { 'index.js': 'console.log(1)', 'start.sh': { run: '#!/bin/sh' }, 'a/link': { link: '../index.js' }, 'empty.txt': '', ['long/'.repeat(30) + 'ü.txt']: 'x' };

test('equal folders give equal archives, whenever and by whom they are packed', async () => {
  const one = sampleFolder(files);
  const other = sampleFolder(Object.fromEntries(Object.entries(files).toReversed()));
  utimesSync(join(other, 'index.js'), new Date(5_000), new Date(5_000));
  chmodSync(join(other, 'empty.txt'), 0o600);
  chmodSync(join(other, 'start.sh'), 0o700);
  expect(digest(await packed(other))).toBe(digest(await packed(one)));
});

test('a changed byte gives another archive', async () => {
  const folder = sampleFolder(files);
  const before = digest(await packed(folder));
  writeFileSync(join(folder, 'index.js'), 'console.log(2)');
  expect(digest(await packed(folder))).not.toBe(before);
});

test('the archive holds every file with its content, owned by nobody and from no time', async () => {
  const entries: Record<string, unknown> = {};
  const tar = extract();
  Readable.from([gunzipSync(await packed(sampleFolder({ ...files, 'large.bin': 'y'.repeat(3_000_000) })))]).pipe(tar as never);
  for await (const entry of tar) {
    const chunks: Buffer[] = [];
    for await (const chunk of entry) chunks.push(Buffer.from(chunk as Buffer));
    const { name, type, mode, uid, gid, mtime, linkname } = entry.header;
    expect({ uid, gid, mtime: mtime.getTime() }).toEqual({ uid: 0, gid: 0, mtime: 0 });
    entries[name] = { type, mode, text: Buffer.concat(chunks).toString().slice(0, 20), linkname };
  }
  expect(entries).toEqual({
    'index.js': { type: 'file', mode: 0o644, text: 'console.log(1)', linkname: null },
    'start.sh': { type: 'file', mode: 0o755, text: '#!/bin/sh', linkname: null },
    'a/link': { type: 'symlink', mode: 0o777, text: '', linkname: '../index.js' },
    'empty.txt': { type: 'file', mode: 0o644, text: '', linkname: null },
    'large.bin': { type: 'file', mode: 0o644, text: 'y'.repeat(20), linkname: null },
    [`${'long/'.repeat(30)}ü.txt`]: { type: 'file', mode: 0o644, text: 'x', linkname: null },
  });
});

test.each([['small', 10], ['large', 3_000_000]])('a %s file that grows while it is packed stops the archive', async (_, size) => {
  const folder = sampleFolder({ 'data.bin': 'x'.repeat(size) });
  const listed = listFiles(folder);
  appendFileSync(join(folder, 'data.bin'), 'more');
  const stream = packFiles(listed);
  await expect((async () => { for await (const _chunk of stream); })()).rejects.toMatchObject({ code: 'source-changed' });
});

test('a file that vanished stops the archive with its name', async () => {
  const listed = listFiles(sampleFolder({ 'a.txt': 'x' }));
  listed.entries.push({ type: 'file', path: 'gone.txt', bytes: 1, executable: false });
  await expect((async () => { for await (const _chunk of packFiles(listed)); })()).rejects.toMatchObject({ code: 'file-missing', message: expect.stringContaining('gone.txt') as string });
});
