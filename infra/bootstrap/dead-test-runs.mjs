import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unregisterInstallation } from '../local/installations.mjs';
import { installationsDir } from '../local/paths.mjs';
import { startTime } from './proc.mjs';
import { installationsInCluster, removeFromCluster } from './remove-installation.mjs';

/** What tests that install themselves are called on the local cluster; each is registered before anything of it is made. */
const ofATest = /^berthw[0-9a-f]{6}$/;

/** @typedef {{ id: string, process?: { pid: number, started?: string } }} TestRun one that does not name its process may be alive */

/** What a test says of its process when it registers. */
export const thisProcess = () => ({ process: { pid: process.pid, started: startTime(process.pid) } });

/**
 * Which of the installations in the local cluster nobody will remove: those of tests whose process is gone.
 * @param {string[]} inCluster
 * @param {TestRun[]} registered
 */
export function deadAmong(inCluster, registered) {
  const alive = registered.filter(({ process }) => !process || (process.started !== undefined && startTime(process.pid) === process.started));
  return inCluster.filter((id) => ofATest.test(id) && !alive.some((run) => run.id === id));
}

/** Removes from the local cluster what killed test runs left. @returns {Promise<string[]>} whose it was */
export async function removeDeadTestRuns() {
  const before = await installationsInCluster(); // read first: a test registers before it makes anything
  const dead = deadAmong(before, registered());
  for (const id of dead) {
    await removeFromCluster({ namespacePrefix: id });
    unregisterInstallation(id);
  }
  return dead;
}

/** @returns {TestRun[]} */
function registered() {
  if (!existsSync(installationsDir)) return [];
  return readdirSync(installationsDir).filter((name) => name.endsWith('.json')).map((name) => JSON.parse(readFileSync(join(installationsDir, name), 'utf8')));
}
