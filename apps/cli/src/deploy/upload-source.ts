import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { components } from '@berth/contract/client';
import type { Api } from '../http/api.js';
import type { ArchiveFile } from '../source/archive-file.js';
import type { SourceFiles } from '../source/list-files.js';
import { packFiles } from '../source/pack-files.js';
import type { StepPrinter } from './step-printer.js';

export type Source = components['schemas']['Source'];

/** Packs and uploads a source while both go on, and prints the step. Nothing stays behind when it is aborted. */
export const uploadSource = (api: Api, target: Target, source: SourceFiles, printer: StepPrinter, signal: AbortSignal): Promise<Source> =>
  send(api, target, { type: 'application/gzip', bytes: source.bytes, open: (onBytes) => packFiles(source, onBytes) }, printer, signal);

/** The same for an archive, which is sent as it is. */
export const uploadArchive = (api: Api, target: Target, { path, bytes, type }: ArchiveFile, printer: StepPrinter, signal: AbortSignal): Promise<Source> =>
  send(api, target, { type, bytes, open: (onBytes) => Readable.from(counted(createReadStream(path), onBytes)) }, printer, signal);

async function* counted(stream: AsyncIterable<Buffer>, onBytes: (bytes: number) => void): AsyncGenerator<Buffer> {
  for await (const chunk of stream) {
    onBytes(chunk.length);
    yield chunk;
  }
}

interface Target {
  tenant: string;
  app: string;
}
interface Sending {
  type: ArchiveFile['type'];
  /** Bytes that `onBytes` hears of in all. */
  bytes: number;
  open: (onBytes: (bytes: number) => void) => NodeJS.ReadableStream;
}

async function send(api: Api, target: Target, { type, bytes, open }: Sending, printer: StepPrinter, signal: AbortSignal): Promise<Source> {
  const started = Date.now();
  let read = 0;
  printer.follow(() => ({ label: 'Uploading', duration: Date.now() - started, detail: bytes === 0 ? null : `${Math.floor((100 * read) / bytes)} %` }));
  try {
    const answer = await api.stream('POST', `/v1/tenants/${target.tenant}/apps/${target.app}/sources`, {
      body: open((more) => (read += more)),
      headers: { 'content-type': type, 'idempotency-key': randomUUID() },
      signal,
    });
    const uploaded = (await answer.body.json()) as Source;
    printer.follow(null);
    printer.step({ mark: 'done', label: 'Uploaded', duration: Date.now() - started, detail: null });
    return uploaded;
  } catch (error) {
    printer.follow(null);
    throw error;
  }
}
