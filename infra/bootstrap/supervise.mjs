import { setTimeout as sleep } from 'node:timers/promises';
import { startPlatform } from './platform.mjs';
import { logFile, logTail, processNames, readRecord, runningPid, stopAll } from './processes.mjs';

const everyMs = 2_000;
/** Shortest time between two starts of one process, so that a crash loop does not eat the machine. */
const restartMs = 10_000;

/**
 * Stays in the foreground until Ctrl-C. A process that ends by itself is reported with its last lines and started again.
 * @param {import('./platform.mjs').Platform} platform
 * @param {(line: string) => void} print
 */
export async function superviseUntilStopped(platform, print) {
  const { local } = platform;
  let stopping = false;
  const stopped = new Promise((/** @type {(value: void) => void} */ done) => {
    for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(name, () => { stopping = true; done(); });
  });
  let lastRestart = 0;
  while (!stopping) {
    await Promise.race([sleep(everyMs, undefined, { ref: true }), stopped]);
    if (stopping) break;
    const started = processNames.filter((name) => readRecord(local, name));
    if (started.length === 0) return print('Berth was stopped from elsewhere.');
    const dead = started.filter((name) => runningPid(local, name) === undefined && ['api', 'worker', 'web', 'origin'].includes(name));
    if (dead.length === 0 || Date.now() - lastRestart < restartMs) continue;
    lastRestart = Date.now();
    for (const name of dead) print(`! ${name} ended. Its last lines (${logFile(local, name)}):\n${logTail(local, name, 5)}\n  It is started again.`);
    try {
      await startPlatform(platform);
    } catch (error) {
      print(`! ${/** @type {Error} */ (error).message}`);
    }
  }
  print('\nStopping API, worker, portal, Redis and PostgreSQL. The cluster and its apps go on.');
  await stopAll(local);
}
