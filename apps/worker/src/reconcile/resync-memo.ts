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

  /** A look that failed does not count. */
  forget(environmentId: string): void {
    this.known.delete(environmentId);
  }

  /** Forgets environments that are no more. */
  keepOnly(environmentIds: ReadonlySet<string>): void {
    for (const id of this.known.keys()) if (!environmentIds.has(id)) this.known.delete(id);
  }
}
