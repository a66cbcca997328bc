interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** Items of a list over all its pages, at most `limit`. */
export async function readPages<T>(read: (query: { cursor?: string; limit: number }) => Promise<Page<T>>, limit = Number.POSITIVE_INFINITY): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await read({ ...(cursor !== undefined && { cursor }), limit: Math.min(100, limit - items.length) });
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && items.length < limit);
  return items;
}
