/** How long what cannot be seen by the watch (config Secrets) is trusted. */
const trustMs = 600_000;

/**
 * Remembers how an environment looked when it was looked at last, so that a resync asks the cluster nothing about what
 * has not moved since: rows and watched objects tell.
 */
export class ResyncMemo {
  private readonly known = new Map<string, { looks: string; at: number }>();

  /** True when the environment is to be looked at; remembers that it will be. */
  isDue(environmentId: string, looks: string, now = Date.now()): boolean {
    const last = this.known.get(environmentId);
    if (last && last.looks === looks && now - last.at < trustMs) return false;
    this.known.set(environmentId, { looks, at: now });
    return true;
  }

  /** True when what was seen before looks different now. */
  hasMoved(key: string, looks: string): boolean {
    const last = this.known.get(key);
    this.known.set(key, { looks, at: Date.now() });
    return last !== undefined && last.looks !== looks;
  }

  /** A look that failed does not count. */
  forget(environmentId: string): void {
    this.known.delete(environmentId);
  }

  /** Forgets environments and tenants that are no more. */
  keepOnly(ids: ReadonlySet<string>): void {
    for (const id of this.known.keys()) if (!ids.has(id)) this.known.delete(id);
  }
}
