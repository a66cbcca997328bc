/** Pages of a list up to ten; a list beyond 1 000 items shows its first thousand. */
export async function allPages<T>(load: (cursor: { cursor?: string }) => Promise<{ items: T[]; nextCursor: string | null }>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  for (let count = 0; count < 10; count++) {
    const page: { items: T[]; nextCursor: string | null } = await load(cursor === null ? {} : { cursor });
    items.push(...page.items);
    cursor = page.nextCursor;
    if (cursor === null) break;
  }
  return items;
}
