import { maxManifestBytes, Problem, wantsContent, type SourceListing } from '@berth/domain';
import { once } from 'node:events';
import { createGunzip } from 'node:zlib';
import { extract, type ExtractEvents, type Header } from 'tar-stream';
import type { ArchiveLimits } from './archive-limits.js';
import { ArchiveTree, type ArchiveEntry } from './archive-tree.js';

export interface CheckedArchive {
  listing: SourceListing;
  files: number;
  unpackedBytes: number;
}

type EntryContent = ExtractEvents['entry'][1];

/** Global attributes that change nothing; `git archive` writes its commit as a comment. */
const harmlessGlobals = new Set(['comment']);

/**
 * Reads a tar.gz as it comes by and checks every entry. Give it chunks with `write`, which waits while it is busy, then
 * call `finish`. The first thing wrong is thrown by the next call.
 */
export class ArchiveCheck {
  private readonly gunzip = createGunzip();
  private readonly tar = extract();
  private readonly tree: ArchiveTree;
  private readonly contents: Record<string, string> = Object.create(null) as Record<string, string>;
  private readonly ended: Promise<void>;
  private failure: unknown;
  private packed = 0;
  private unpacked = 0;
  private kept = 0;

  constructor(private readonly limits: ArchiveLimits) {
    this.tree = new ArchiveTree(limits);
    this.tar.on('entry', (header, stream, next) => this.entry(header, stream, next));
    this.ended = this.pump();
    this.ended.catch((error: unknown) => (this.failure ??= error));
  }

  async write(chunk: Buffer): Promise<void> {
    if (this.failure !== undefined) throw this.failure;
    this.packed += chunk.length;
    if (this.packed > this.limits.packedBytes) throw new Problem('source-too-large', `The archive is larger than ${this.limits.packedBytes / 2 ** 20} MiB.`);
    if (this.gunzip.write(chunk)) return;
    await Promise.race([once(this.gunzip, 'drain'), this.ended]).catch((error: unknown) => {
      throw this.failure ?? error;
    });
    if (this.failure !== undefined) throw this.failure;
  }

  /** Everything has been written: what the archive holds. Throws source-invalid, source-too-large, source-empty. */
  async finish(): Promise<CheckedArchive> {
    this.gunzip.end();
    await this.ended;
    if (this.failure !== undefined) throw this.failure;
    if (this.gunzip.bytesWritten !== this.packed) throw new Problem('source-invalid', 'Something that does not belong to it follows the archive.');
    this.tree.finish();
    const paths = this.tree.filePaths;
    return { listing: { paths, contents: this.contents }, files: paths.length, unpackedBytes: this.unpacked };
  }

  /** Stops reading. */
  destroy(): void {
    this.gunzip.destroy();
    this.tar.destroy();
  }

  private async pump(): Promise<void> {
    const failed = new Promise<never>((_, reject) => this.tar.on('error', reject));
    const closed = new Promise<void>((resolve) => this.tar.once('finish', () => resolve()));
    failed.catch(() => undefined); // raced below
    try {
      for await (const chunk of this.gunzip as AsyncIterable<Buffer>) {
        this.unpacked += chunk.length;
        this.refuseBomb();
        if (!this.tar.write(chunk)) await Promise.race([once(this.tar, 'drain'), failed]);
        if (this.failure !== undefined) throw this.failure;
      }
      this.tar.end(null);
      await Promise.race([closed, failed]);
    } catch (error) {
      throw this.failure ?? asProblem(error);
    }
  }

  private refuseBomb(): void {
    if (this.unpacked > this.limits.unpackedBytes) throw new Problem('source-too-large', `The archive unpacks to more than ${this.limits.unpackedBytes / 2 ** 30} GiB.`);
    if (this.unpacked > this.limits.ratioFreeBytes && this.unpacked > this.packed * this.limits.ratio) {
      throw new Problem('source-invalid', `The archive unpacks to more than ${this.limits.ratio} times its size.`);
    }
  }

  private entry(header: Header, stream: EntryContent, next: (error?: Error | null) => void): void {
    stream.on('error', () => undefined); // the archive's own error, which `pump` throws
    try {
      this.refuseGlobals();
      const path = this.tree.add(header as ArchiveEntry);
      if (header.type === 'file' && wantsContent(path)) this.keep(path, stream);
      else stream.resume();
      stream.once('end', () => next());
    } catch (error) {
      this.failure ??= error;
      next(error as Error);
    }
  }

  /** Readers differ in whether global attributes count, so that only those without effect are let through. */
  private refuseGlobals(): void {
    const globals = (this.tar as unknown as { _paxGlobal: Record<string, string> | null })._paxGlobal;
    const effective = Object.keys(globals ?? {}).find((key) => !harmlessGlobals.has(key));
    if (effective !== undefined) throw new Problem('source-invalid', `The archive sets ${JSON.stringify(effective.slice(0, 60))} for all its entries.`);
  }

  private keep(path: string, stream: EntryContent): void {
    const parts: Buffer[] = [];
    let room = Math.min(maxManifestBytes, this.limits.keptBytes - this.kept);
    stream.on('data', (chunk) => {
      const part = (chunk as Buffer).subarray(0, room);
      room -= part.length;
      this.kept += part.length;
      if (part.length > 0) parts.push(Buffer.from(part));
    });
    stream.once('end', () => (this.contents[path] = Buffer.concat(parts).toString()));
  }
}

function asProblem(error: unknown): unknown {
  if (error instanceof Problem) return error;
  const message = (error as Error).message;
  if (/unexpected end/i.test(message)) return new Problem('source-invalid', 'The archive is cut short.', { cause: error });
  return new Problem('source-invalid', `The archive cannot be read as tar.gz: ${message}.`, { cause: error });
}
