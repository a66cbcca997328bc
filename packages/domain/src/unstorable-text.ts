/** Whether a text holds U+0000 or half a surrogate pair: no column can keep it, and no program can be given it. */
export const isUnstorable = (text: string): boolean => text.includes('\0') || !text.isWellFormed();

/** Where in a value, keys included, such text is. */
export function unstorablePaths(value: unknown, path: string[] = []): string[][] {
  if (typeof value === 'string') return isUnstorable(value) ? [path] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (isUnstorable(key) ? [path] : unstorablePaths(inner, [...path, key])));
}
