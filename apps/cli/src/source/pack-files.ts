import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack, type Header, type Pack } from 'tar-stream';
import { CliFailure } from '../cli-failure.js';
import { fileFailure } from '../settings/file-failure.js';
import type { SourceEntry, SourceFiles } from './list-files.js';

/** Files up to this size are read at once. */
const smallBytes = 1024 * 1024;
const epoch = new Date(0);
const plain = { size: 0, uid: 0, gid: 0, uname: '', gname: '', mtime: epoch, devmajor: 0, devminor: 0, linkname: '' };

/**
 * The tar.gz of a source: the same bytes for the same files, whoever packs them and when. `onBytes` hears how much
 * of the files has been read. A file that changes meanwhile makes the stream fail.
 */
export function packFiles(source: SourceFiles, onBytes: (bytes: number) => void = () => {}): NodeJS.ReadableStream {
  const tar = pack();
  const gzip = createGzip({ level: 6 });
  addAll(tar, source, onBytes).then(
    () => tar.finalize(),
    (error: unknown) => gzip.destroy(error as Error),
  );
  tar.on('error', (error) => gzip.destroy(error));
  gzip.on('close', () => tar.destroy());
  return tar.pipe(gzip);
}

async function addAll(tar: Pack, source: SourceFiles, onBytes: (bytes: number) => void): Promise<void> {
  for (const entry of source.entries) {
    if (entry.type === 'file') {
      await addFile(tar, join(source.folder, entry.path), entry);
      onBytes(entry.bytes);
    } else {
      await addEmpty(tar, entry.type === 'link' ? { ...plain, name: entry.path, type: 'symlink', linkname: entry.target, mode: 0o777 } : { ...plain, name: `${entry.path}/`, type: 'directory', mode: 0o755 });
    }
  }
}

function addEmpty(tar: Pack, header: Header): Promise<void> {
  return new Promise((resolve, reject) => {
    tar.entry(header, (error) => (error ? reject(error) : resolve()));
  });
}

async function addFile(tar: Pack, path: string, entry: Extract<SourceEntry, { type: 'file' }>): Promise<void> {
  const header: Header = { ...plain, name: entry.path, type: 'file', size: entry.bytes, mode: entry.executable ? 0o755 : 0o644 };
  try {
    if (entry.bytes <= smallBytes) {
      const content = await readFile(path);
      if (content.length !== entry.bytes) throw changed(path);
      await new Promise<void>((resolve, reject) => {
        tar.entry(header, content, (error) => (error ? reject(error) : resolve()));
      });
    } else {
      await pipeline(createReadStream(path, { end: entry.bytes }), exactly(entry.bytes, path), tar.entry(header)); // one byte more than listed shows growth
    }
  } catch (error) {
    throw fileFailure(error, path, 'read');
  }
}

/** Passes on `bytes` bytes. Throws when there are more or fewer. */
function exactly(bytes: number, path: string) {
  return async function* (source: AsyncIterable<Buffer>) {
    let seen = 0;
    for await (const chunk of source) {
      seen += chunk.length;
      if (seen > bytes) throw changed(path);
      yield chunk;
    }
    if (seen < bytes) throw changed(path);
  };
}

const changed = (path: string) => new CliFailure(`${path} changed while it was packed.`, { code: 'source-changed', remedy: 'Stop what writes to it, and deploy again.' });
