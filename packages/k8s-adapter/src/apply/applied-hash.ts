import { createHash } from 'node:crypto';
import { annotations } from '../labels.js';
import type { Manifest } from '../manifest.js';

/** Keys in one order, undefined left out: equal objects give equal text. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, canonical(inner)]));
}

/**
 * The object with a hash of itself as annotation. Comparing with the live object shows what is missing there, but not
 * what we stopped rendering; a changed hash does. Secrets get none: a hash of a short value would give it away to
 * whoever may read metadata alone, and theirs never lose fields.
 */
export function withAppliedHash(object: Manifest): Manifest {
  const plain = canonical(object) as Manifest;
  if (object.kind === 'Secret') return plain;
  const hash = createHash('sha256').update(JSON.stringify(plain)).digest('hex').slice(0, 16);
  return { ...plain, metadata: { ...plain.metadata, annotations: { ...plain.metadata.annotations, [annotations.applied]: hash } } };
}
