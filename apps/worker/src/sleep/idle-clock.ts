/** How long nobody has asked for what, by counts that grow with each request. A worker that has just started begins anew. */
export class IdleClock {
  private readonly known = new Map<string, { count: number; since: number }>();

  /** Takes note of the count at `now`, in milliseconds; for how long it has been the same. */
  see(key: string, count: number, now: number): number {
    const before = this.known.get(key);
    if (before?.count === count) return now - before.since;
    this.known.set(key, { count, since: now });
    return 0;
  }

  /** Begins anew for what is not among `keys`. */
  keep(keys: ReadonlySet<string>): void {
    for (const key of this.known.keys()) if (!keys.has(key)) this.known.delete(key);
  }

  forget(key: string): void {
    this.known.delete(key);
  }
}
