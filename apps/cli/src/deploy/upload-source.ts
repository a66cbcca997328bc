import { randomUUID } from 'node:crypto';
import type { components } from '@berth/contract/client';
import type { Api } from '../http/api.js';
import type { SourceFiles } from '../source/list-files.js';
import { packFiles } from '../source/pack-files.js';
import type { StepPrinter } from './step-printer.js';

export type Source = components['schemas']['Source'];

/** Packs and uploads a source while both go on, and prints the step. Nothing stays behind when it is aborted. */
export async function uploadSource(api: Api, target: { tenant: string; app: string }, source: SourceFiles, printer: StepPrinter, signal: AbortSignal): Promise<Source> {
  const started = Date.now();
  let read = 0;
  printer.follow(() => ({ label: 'Uploading', duration: Date.now() - started, detail: source.bytes === 0 ? null : `${Math.floor((100 * read) / source.bytes)} %` }));
  try {
    const answer = await api.stream('POST', `/v1/tenants/${target.tenant}/apps/${target.app}/sources`, {
      body: packFiles(source, (bytes) => (read += bytes)),
      headers: { 'content-type': 'application/gzip', 'idempotency-key': randomUUID() },
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
