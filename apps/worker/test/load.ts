import type { TestApp } from './installation-on-cluster.js';

/** A busy machine may answer late; what gets no answer at all fails. */
const patienceMs = 20_000;

/** Requests at 25 a second until it is stopped; each on a connection of its own, none tried again. */
export function startLoad(app: TestApp) {
  const failed: string[] = [];
  const answers = new Map<string, number>();
  const running = new Set<Promise<void>>();
  const started = Date.now();
  let sent = 0;
  const timer = setInterval(() => {
    const due = Math.floor((Date.now() - started) / 40);
    while (sent < due) {
      sent += 1;
      const at = Date.now() - started;
      const request: Promise<void> = app
        .ask('/', undefined, patienceMs)
        .then(({ status, text }) => {
          if (status === 200) answers.set(text.trim(), (answers.get(text.trim()) ?? 0) + 1);
          else failed.push(`${at} ms: ${status} ${text.slice(0, 80)}`);
        }, (error: unknown) => void failed.push(`${at} ms: ${String(error)}`))
        .finally(() => running.delete(request));
      running.add(request);
    }
  }, 10);
  return {
    /** How many were answered so, until now. */
    answers,
    async stop() {
      clearInterval(timer);
      await Promise.all(running);
      return { sent, failed };
    },
  };
}
