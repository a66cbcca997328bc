import type { sourceSchema } from '@berth/contract';
import { dockerfileFor, type SourceDetection } from '@berth/domain';
import type { z } from 'zod';

export type SourceView = z.input<typeof sourceSchema>;

interface SourceRow {
  id: string;
  digest: string;
  sizeBytes: bigint;
  files: number;
  createdAt: Date;
}

/** A source with what was found in it and the Dockerfile that will build it. */
export function sourceView({ id, digest, sizeBytes, files, createdAt }: SourceRow, detection: SourceDetection): SourceView {
  const { kind, version, reason, processes } = detection;
  const detected = { kind, version, reason, command: processes['web'] ?? null, dockerfile: dockerfileFor(detection)?.dockerfile ?? null, fromSource: detection.settings?.said ?? [] };
  return { id, digest, sizeBytes: Number(sizeBytes), files, detected, createdAt: createdAt.toISOString() };
}
