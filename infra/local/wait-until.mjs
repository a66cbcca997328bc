import { setTimeout as sleep } from 'node:timers/promises';
import { ClusterError } from './cluster-error.mjs';

/**
 * Asks again and again until the answer is truthy, and returns it.
 * @template T
 * @param {string} what named in the error
 * @param {number} seconds how long at most
 * @param {() => Promise<T> | T} ask an error counts as "not yet"; the last one is the error's cause
 * @param {string} [remedy]
 * @returns {Promise<NonNullable<T>>}
 * @throws {ClusterError} `timed_out`
 */
export async function waitUntil(what, seconds, ask, remedy) {
  const end = Date.now() + seconds * 1000;
  let last;
  for (let pause = 50; ; pause = Math.min(pause * 1.4, 500)) {
    try {
      const answer = await ask();
      if (answer) return answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new ClusterError('timed_out', `Gave up after ${seconds} s on: ${what}.${last instanceof Error ? ` ${last.message}` : ''}`, remedy, last);
    await sleep(pause);
  }
}
