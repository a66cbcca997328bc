import { z } from 'zod';
import { invalidField } from './invalid-input.js';

/** A page's end as opaque text: the sort key of its last item. It says nothing about whose items they are; every list asks that itself. */
export const encodeCursor = (key: string | number): string => Buffer.from(JSON.stringify([1, key])).toString('base64url');

const refused = () => invalidField('/query/cursor', 'is not a cursor of this list');

/** The sort key in a cursor, which must be what `schema` says; undefined without a cursor. Throws invalid-input. */
export function decodeCursor<T extends string | number>(cursor: string | undefined, schema: z.ZodType<T>): T | undefined {
  if (cursor === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw refused();
  }
  const result = z.tuple([z.literal(1), schema]).safeParse(value);
  if (!result.success) throw refused();
  return result.data[1];
}

/** Cuts the one item that was asked for beyond the limit, and says where the next page begins. */
export function pageOf<T>(rows: T[], limit: number, keyOf: (row: T) => string | number): { items: T[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  return { items, nextCursor: rows.length > limit ? encodeCursor(keyOf(items.at(-1)!)) : null };
}
