import { setTimeout } from 'node:timers/promises';
import { CliFailure } from '../cli-failure.js';

/** Asks until the answer is “not found”. Throws when that takes longer than `seconds`; the deletion itself goes on. */
export async function waitUntilGone(read: () => Promise<unknown>, what: string, seconds = 180): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  for (let wait = 250; Date.now() < deadline; wait = Math.min(2_000, wait * 1.5)) {
    try {
      await read();
    } catch (error) {
      if (error instanceof CliFailure && error.code === 'not-found') return;
      throw error;
    }
    await setTimeout(wait);
  }
  throw new CliFailure(`${what} is still being deleted after ${seconds} s.`, { code: 'still-deleting', remedy: 'It goes on by itself; if it lasts, tell the operator.' });
}
