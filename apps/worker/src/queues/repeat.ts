/**
 * Does `work` every `everyMs` milliseconds, never twice at once: a turn that comes while the one before runs is left out.
 * `failed` hears what a turn threw; the next one comes all the same. `close` waits for the turn that runs.
 */
export function repeat(everyMs: number, work: () => Promise<unknown>, failed: (error: Error) => void): { close(): Promise<void> } {
  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    running ??= work()
      .then(() => undefined, failed)
      .finally(() => (running = undefined));
  }, everyMs);
  return {
    async close() {
      clearInterval(timer);
      await running;
    },
  };
}
