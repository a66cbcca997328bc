/** Waits for a ring without losing one that came while nobody waited; several rings in between count as one. */
export class Doorbell {
  private rung = false;
  private answer: (() => void) | undefined;

  readonly ring = (): void => {
    this.rung = true;
    this.answer?.();
  };

  /** Resolves at the next ring, at once when it has rung since the last wait, after `timeoutMs`, or when `signal` aborts. */
  async wait(timeoutMs: number, signal: AbortSignal): Promise<void> {
    if (!this.rung && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, timeoutMs);
        const done = () => {
          clearTimeout(timer);
          signal.removeEventListener('abort', done);
          this.answer = undefined;
          resolve();
        };
        this.answer = done;
        signal.addEventListener('abort', done, { once: true });
      });
    }
    this.rung = false;
  }
}
