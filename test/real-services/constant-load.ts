import { newAgent } from './installation.js';

export interface LoadReport {
  sent: number;
  failed: string[];
  /** Answers by their text, in the order of first appearance. */
  answers: Map<string, number>;
  perSecond: number;
}

/**
 * Requests at a constant rate, half on kept-alive and half on new connections, without retries, until `stop` is called.
 * Any status other than 200, and any error of the connection, is a failed request.
 */
export function startConstantLoad(url: string, perSecond = 60) {
  const kept = newAgent({ connections: 4, keepAliveTimeout: 30_000 });
  const failed: string[] = [];
  const answers = new Map<string, number>();
  const running = new Set<Promise<void>>();
  const started = Date.now();
  let sent = 0;
  const one = async (fresh: boolean) => {
    const agent = fresh ? newAgent({ connections: 1, pipelining: 0 }) : kept;
    try {
      const { statusCode, body } = await agent.request({ origin: new URL(url).origin, path: new URL(url).pathname, method: 'GET', headersTimeout: 10_000, bodyTimeout: 10_000 });
      const text = (await body.text()).trim();
      if (statusCode === 200) answers.set(text, (answers.get(text) ?? 0) + 1);
      else failed.push(`${Date.now() - started} ms: ${statusCode} ${text.slice(0, 80)}`);
    } catch (error) {
      failed.push(`${Date.now() - started} ms: ${String(error)} ${String((error as Error).cause ?? '')}`);
    } finally {
      if (fresh) await agent.close();
    }
  };
  const timer = setInterval(() => {
    const due = Math.floor(((Date.now() - started) / 1000) * perSecond);
    while (sent < due) {
      const request: Promise<void> = one(sent++ % 2 === 0).finally(() => running.delete(request));
      running.add(request);
    }
  }, 10);
  return {
    /** Grows while the load goes on. */
    failed: failed as readonly string[],
    /** The answers until now, counted by their text. */
    answers: answers as ReadonlyMap<string, number>,
    async stop(): Promise<LoadReport> {
      clearInterval(timer);
      const seconds = (Date.now() - started) / 1000;
      await Promise.all(running);
      await kept.close();
      return { sent, failed, answers, perSecond: sent / seconds };
    },
  };
}
