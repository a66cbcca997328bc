import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { localFolder, node24, root } from './local-folder.mjs';
import { ensureProcess, logFile, logTail, readRecord, runningPid, startAgain, stopAll } from './processes.mjs';
import { printFailure } from './start-error.mjs';

/** @typedef {import('./local-folder.mjs').LocalFolder} LocalFolder */

/** @type {import('./processes.mjs').ProcessName[]} */
const supervised = ['api', 'worker', 'web', 'origin'];
const everyMs = 2_000;
/** Shortest time between two starts of one process, so that a crash loop does not eat the machine. */
const restartMs = 10_000;

/**
 * Stays in the foreground until Ctrl-C, and ends all then.
 * @param {LocalFolder} local
 * @param {(line: string) => void} print
 */
export async function superviseUntilStopped(local, print) {
  if ((await supervise(local, print)) === 'stopped elsewhere') return print('Berth was stopped from elsewhere.');
  print('\nStopping API, worker, portal, Redis and PostgreSQL. The cluster and its apps go on.');
  await stopAll(local);
}

/** Leaves a supervisor behind, for a start that returns. @param {LocalFolder} local */
export async function superviseInBackground(local) {
  await ensureProcess(local, { name: 'supervisor', file: node24, args: [import.meta.filename], cwd: root });
}

/**
 * A process that ends by itself is reported with its last lines and started again.
 * @param {LocalFolder} local
 * @param {(line: string) => void} print
 * @returns {Promise<'signalled' | 'stopped elsewhere'>}
 */
async function supervise(local, print) {
  let signalled = false;
  const stopped = new Promise((/** @type {(value: void) => void} */ done) => {
    for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(name, () => { signalled = true; done(); });
  });
  /** @type {Map<string, number>} */
  const restarted = new Map();
  for (;;) {
    await Promise.race([sleep(everyMs), stopped]);
    if (signalled) return 'signalled';
    const started = supervised.filter((name) => readRecord(local, name));
    if (started.length === 0) return 'stopped elsewhere';
    for (const name of started) {
      if (runningPid(local, name) !== undefined || Date.now() - (restarted.get(name) ?? 0) < restartMs) continue;
      restarted.set(name, Date.now());
      print(`! ${name} ended. Its last lines (${logFile(local, name)}):\n${logTail(local, name, 5)}\n  It is started again.`);
      await startAgain(local, name).catch((error) => print(`! ${/** @type {Error} */ (error).message}`));
    }
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  supervise(localFolder('main'), (line) => process.stdout.write(`${new Date().toISOString()} ${line}\n`)).then(() => process.exit(), printFailure);
}
