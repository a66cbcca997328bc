/**
 * Runs `work` for keys, one run per key at a time and a bounded number of keys side by side. A key that is added while it
 * waits is run once; one that is added while it runs is run again after it.
 */
export class KeyQueue {
  private readonly waiting = new Set<string>();
  private readonly running = new Map<string, boolean>();
  private closed = false;
  private idle: (() => void)[] = [];

  constructor(
    private readonly work: (key: string) => Promise<void>,
    private readonly width: number,
    private readonly report: (key: string, error: unknown) => void,
  ) {}

  add(key: string): void {
    if (this.closed) return;
    if (this.running.has(key)) this.running.set(key, true);
    else this.waiting.add(key);
    this.next();
  }

  get size(): number {
    return this.waiting.size + this.running.size;
  }

  /** Takes no more keys, forgets the waiting ones, and resolves when the running ones are done. */
  async close(): Promise<void> {
    this.closed = true;
    this.waiting.clear();
    if (this.running.size > 0) await new Promise<void>((resolve) => this.idle.push(resolve));
  }

  private next(): void {
    while (this.running.size < this.width) {
      const key = this.waiting.values().next().value;
      if (key === undefined) return;
      this.waiting.delete(key);
      this.running.set(key, false);
      void this.run(key);
    }
  }

  private async run(key: string): Promise<void> {
    try {
      await this.work(key);
    } catch (error) {
      this.report(key, error);
    }
    const again = this.running.get(key) === true;
    this.running.delete(key);
    if (again && !this.closed) this.waiting.add(key);
    if (this.running.size === 0) for (const resolve of this.idle.splice(0)) resolve();
    this.next();
  }
}
