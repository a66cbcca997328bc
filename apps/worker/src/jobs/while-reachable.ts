import { setTimeout as sleep } from 'node:timers/promises';
import { ClusterError } from '@berth/k8s-adapter';
import { failed } from './deployment-failure.js';

const firstPauseMs = 200;
const longestPauseMs = 5_000;

/**
 * Runs `work`, again and again while the cluster answers in ways that pass by themselves (unreachable, throttled,
 * conflict), for at most `patienceMs`; then the deployment fails with `cluster-unreachable`. Other errors are thrown.
 */
export async function whileReachable<T>(options: { signal: AbortSignal; patienceMs: number; onWait: (message: string) => Promise<void> }, work: () => Promise<T>): Promise<T> {
  const until = performance.now() + options.patienceMs;
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
    try {
      return await work();
    } catch (error) {
      options.signal.throwIfAborted();
      if (!(error instanceof ClusterError) || !error.retryable) throw error;
      if (performance.now() > until) throw failed('cluster-unreachable', error.message, { remedy: error.remedy });
      if (pause > 1_000) await options.onWait(`the cluster does not answer; trying again (${error.message.slice(0, 120)})`);
      await sleep(pause, undefined, { signal: options.signal }).catch(() => options.signal.throwIfAborted());
    }
  }
}
