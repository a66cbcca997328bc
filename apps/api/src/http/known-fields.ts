import type { z } from 'zod';

type Inner = z.core.$ZodType;
const furthest = 3;

/** Names of the fields that `schema` knows at `path`; none where it has no object there. */
export function knownFields(schema: Inner, path: readonly PropertyKey[]): string[] {
  const def = schema._zod.def as unknown as Record<string, unknown> & { type: string };
  if (def['innerType']) return knownFields(def['innerType'] as Inner, path);
  if (def.type === 'pipe') return knownFields(def['in'] as Inner, path);
  if (def.type === 'union') return [...new Set((def['options'] as Inner[]).flatMap((option) => knownFields(option, path)))];
  const [head, ...rest] = path;
  if (def.type === 'object') {
    const shape = def['shape'] as Record<string, Inner>;
    if (head === undefined) return Object.keys(shape);
    return Object.hasOwn(shape, head) ? knownFields(shape[String(head)]!, rest) : [];
  }
  const inside = (def['element'] ?? def['valueType']) as Inner | undefined;
  return inside && head !== undefined ? knownFields(inside, rest) : [];
}

/** The known name that was most likely meant; undefined when none is close. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const ranked = known.map((candidate) => ({ candidate, steps: distance(name.toLowerCase(), candidate.toLowerCase()) })).sort((a, b) => a.steps - b.steps);
  const [best] = ranked;
  return best && best.steps <= Math.min(furthest, Math.floor(best.candidate.length / 2)) ? best.candidate : undefined;
}

/** Letters that must be added, removed or changed to come from `a` to `b` (Levenshtein); texts much longer than a name are not compared. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > furthest) return furthest + 1;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length]!;
}
