/** Calls `run` for a key once `ms` after the first of a burst of calls. */
export class Debounce {
  private readonly timers = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly ms: number,
    private readonly run: (key: string) => void,
  ) {}

  add(key: string, ms = this.ms): void {
    if (this.timers.has(key)) return;
    const timer = setTimeout(() => {
      this.timers.delete(key);
      this.run(key);
    }, ms);
    this.timers.set(key, timer);
  }

  close(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }
}
