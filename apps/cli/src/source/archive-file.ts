import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { usageFailure } from '../cli-failure.js';
import { fileFailure } from '../settings/file-failure.js';

/** An archive that is deployed as it is. */
export interface ArchiveFile {
  path: string;
  bytes: number;
  type: 'application/gzip' | 'application/zip';
}

const maxBytes = 512 * 2 ** 20;

/** The archive at `path`, known by its first bytes; null when there is a folder or nothing. Throws for another file, and for one that is too large. */
export function archiveAt(path: string): ArchiveFile | null {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isFile()) return null;
  const type = typeOf(firstBytes(path));
  if (type === null) throw usageFailure(`${path} is neither a folder nor a tar.gz or zip archive.`, 'Name the folder of your app, or an archive of it.');
  if (stat.size > maxBytes) throw usageFailure(`${path} is too large: at most ${maxBytes / 2 ** 20} MiB can be deployed.`, 'Leave build results and data out of it.');
  return { path, bytes: stat.size, type };
}

function typeOf(bytes: Buffer): ArchiveFile['type'] | null {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'application/gzip';
  return ['PK\u0003\u0004', 'PK\u0005\u0006'].includes(bytes.toString('latin1')) ? 'application/zip' : null;
}

function firstBytes(path: string): Buffer {
  try {
    const file = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(4);
      return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, 0));
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw fileFailure(error, path, 'read');
  }
}
