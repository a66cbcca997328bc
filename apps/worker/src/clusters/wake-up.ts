import type { ClusterView } from './cluster-view.js';

/** Changes often come in bursts: one look after this many milliseconds sees them all. */
const burstMs = 20;

/** Waits for the next change of an environment's objects. Changes between two waits are not lost. */
export class WakeUp {
  private woken = false;
  private resolve: (() => void) | null = null;
  private readonly end: () => void;

  constructor(view: ClusterView, environmentId: string) {
    this.end = view.onEnvironment(environmentId, () => {
      this.woken = true;
      this.resolve?.();
    });
  }

  /** True after a change, false after `ms` without one. Rejects with the signal's reason when it aborts. */
  async next(ms: number, signal: AbortSignal): Promise<boolean> {
    signal.throwIfAborted();
    if (!this.woken) await this.wait(ms, signal);
    signal.throwIfAborted();
    if (!this.woken) return false;
    await new Promise((resolve) => setTimeout(resolve, burstMs));
    this.woken = false;
    return true;
  }

  stop(): void {
    this.end();
  }

  private async wait(ms: number, signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        this.resolve = null;
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal.addEventListener('abort', done, { once: true });
      this.resolve = done;
    });
  }
}
