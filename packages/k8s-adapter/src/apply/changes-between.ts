import { annotations } from '../labels.js';
import type { LiveObject } from '../manifest.js';

/** One field that would change; `before` or `after` is null where the field is absent. */
export interface Change {
  /** JSON pointer (RFC 6901). */
  path: string;
  before: unknown;
  after: unknown;
}

const ownAffairs = new Set([
  '/status',
  '/metadata/managedFields',
  '/metadata/resourceVersion',
  '/metadata/generation',
  `/metadata/annotations/${annotations.applied.replaceAll('/', '~1')}`,
]);

/** Every field in which two states of one object differ, without what the API server keeps for itself. */
export function changesBetween(before: LiveObject, after: LiveObject): Change[] {
  const found: Change[] = [];
  walk(before, after, '', found);
  if (before.kind !== 'Secret') return found;
  return found.map((change) => (change.path.startsWith('/data') ? { path: change.path, before: '(secret)', after: '(secret)' } : change));
}

const isContainer = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function walk(before: unknown, after: unknown, path: string, found: Change[]): void {
  if (ownAffairs.has(path) || before === after) return;
  if (isContainer(before) && isContainer(after) && Array.isArray(before) === Array.isArray(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      walk(before[key], after[key], `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, found);
    }
    return;
  }
  found.push({ path, before: before ?? null, after: after ?? null });
}
