import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createGzip } from 'node:zlib';
import { hasForbiddenCharacters, Problem } from '@berth/domain';
import { pack, type Header, type Pack } from 'tar-stream';
import type { ZipFile } from 'yauzl';
import type { ArchiveLimits } from './archive-limits.js';
import { asZipProblem, zipMembers, type ZipMember } from './read-zip.js';

const plain = { size: 0, uid: 0, gid: 0, uname: '', gname: '', mtime: new Date(0), devmajor: 0, devminor: 0, linkname: '' };

/**
 * What a zip file of `packedBytes` holds, as the tar.gz that `berth deploy` packs of the same folder, byte for byte, so
 * that neither builds what the other has built. It still has to be checked as every archive is. Throws source-invalid,
 * source-too-large.
 */
export async function* tarOfZip(zip: ZipFile, packedBytes: number, limits: ArchiveLimits): AsyncGenerator<Buffer> {
  const members = await zipMembers(zip, packedBytes, limits);
  const stop = new AbortController();
  const tar = pack();
  const gzip = createGzip({ level: 6 });
  tar.on('error', (error) => gzip.destroy(asZipProblem(error) as Error));
  tar.pipe(gzip);
  const added = addAll(tar, zip, withoutParents(members), limits, stop.signal).then(
    () => tar.finalize(),
    (error: unknown) => void gzip.destroy(asZipProblem(error) as Error),
  );
  try {
    yield* gzip as AsyncIterable<Buffer>;
  } finally {
    stop.abort();
    tar.destroy();
    gzip.destroy();
    await added;
  }
}

/** A folder is named only where nothing in it is. */
function withoutParents(members: readonly ZipMember[]): ZipMember[] {
  const parents = new Set<string>();
  for (const { name } of members) {
    for (let end = name.lastIndexOf('/'); end > 0 && !parents.has(name.slice(0, end)); end = name.lastIndexOf('/', end - 1)) parents.add(name.slice(0, end));
  }
  return members.filter(({ type, name }) => type !== 'directory' || !parents.has(name));
}

async function addAll(tar: Pack, zip: ZipFile, members: readonly ZipMember[], limits: ArchiveLimits, signal: AbortSignal): Promise<void> {
  for (const member of members) {
    const { name, type, executable, entry } = member;
    if (type === 'directory') await addEmpty(tar, { ...plain, name: `${name}/`, type, mode: 0o755 }, signal);
    else if (type === 'symlink') await addEmpty(tar, { ...plain, name, type, linkname: await targetOf(zip, member, limits), mode: 0o777 }, signal);
    else await pipeline(await zip.openReadStreamPromise(entry), unharmed(member), tar.entry({ ...plain, name, type, size: entry.uncompressedSize, mode: executable ? 0o755 : 0o644 }), { signal });
  }
}

function addEmpty(tar: Pack, header: Header, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason as Error);
    const stop = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
    tar.entry(header, (error) => {
      signal.removeEventListener('abort', stop);
      if (error) reject(error);
      else resolve();
    });
  });
}

async function targetOf(zip: ZipFile, member: ZipMember, limits: ArchiveLimits): Promise<string> {
  const parts: Buffer[] = [];
  if (member.entry.uncompressedSize <= limits.pathBytes) {
    await pipeline(await zip.openReadStreamPromise(member.entry), unharmed(member), async (content: AsyncIterable<Buffer>) => {
      for await (const part of content) parts.push(part);
    });
  }
  const target = Buffer.concat(parts).toString();
  if (target === '' || hasForbiddenCharacters(target)) throw new Problem('source-invalid', `The link ${JSON.stringify(member.name.slice(0, 120))} leads nowhere.`);
  return target;
}

/** Passes content on, and fails at its end when its checksum is another. */
function unharmed({ name, entry }: ZipMember): Transform {
  let sum = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sum = crc32(chunk, sum);
      done(null, chunk);
    },
    flush(done) {
      done(sum === entry.crc32 ? null : new Problem('source-invalid', `${JSON.stringify(name.slice(0, 120))} is damaged: its checksum differs.`));
    },
  });
}
