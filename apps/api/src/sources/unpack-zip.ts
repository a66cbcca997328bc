import { Problem } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { open, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { archiveLimits } from './archive-limits.js';
import { openZip } from './read-zip.js';
import { tarOfZip } from './tar-of-zip.js';

const placesInAll = 4;
/** So that no tenant keeps the others waiting. */
const placesOfTenant = 2;

/**
 * Makes a tar.gz of a zip file that comes by. The list of a zip file stands at its end, so that it is kept in a file
 * without a name, which is gone with the process; the number of them is bounded, and with it the disk they take.
 */
@Injectable()
export class UnpackZip {
  private readonly taken: string[] = [];

  /** Throws source-invalid, source-too-large, and unavailable when too many are unpacked at once or the disk is full. */
  async *run(tenantId: string, archive: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    if (this.taken.length >= placesInAll || this.taken.filter((each) => each === tenantId).length >= placesOfTenant) {
      throw new Problem('unavailable', 'Too many zip files are unpacked at once.', { remedy: 'Try again in a few seconds, or send a tar.gz.', retryAfterSeconds: 5 });
    }
    this.taken.push(tenantId);
    try {
      const { fd, bytes } = await spool(archive);
      const zip = await openZip(fd).catch((error: unknown) => {
        closeSync(fd);
        throw error;
      });
      try {
        yield* tarOfZip(zip, bytes, archiveLimits);
      } finally {
        zip.close(); // the descriptor once nothing reads from it
      }
    } finally {
      this.taken.splice(this.taken.indexOf(tenantId), 1);
    }
  }
}

/** A descriptor of a file that has no name any more and holds all of the archive. */
async function spool(archive: AsyncIterable<Buffer>): Promise<{ fd: number; bytes: number }> {
  const path = join(tmpdir(), `berth-zip-${randomUUID()}`);
  const file = await open(path, 'wx', 0o600);
  const fd = openSync(path, 'r');
  let bytes = 0;
  try {
    await unlink(path);
    for await (const chunk of archive) {
      bytes += chunk.length;
      if (bytes > archiveLimits.packedBytes) throw new Problem('source-too-large', `The archive is larger than ${archiveLimits.packedBytes / 2 ** 20} MiB.`);
      await file.writeFile(chunk);
    }
    return { fd, bytes };
  } catch (error) {
    closeSync(fd);
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    throw new Problem('unavailable', 'There is no room to unpack a zip file.', { remedy: 'Try again later, or send a tar.gz.', cause: error });
  } finally {
    await file.close();
  }
}
