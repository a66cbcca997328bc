import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkoutState, node24, root } from './local-folder.mjs';
import { copyFromCache, copyToCache } from './node-modules-cache.mjs';
import { StartError } from './start-error.mjs';

const lockfile = join(root, 'package-lock.json');
const installed = join(root, 'node_modules/.package-lock.json');
const stamp = join(root, 'node_modules/.installed-from');

/** @typedef {Record<string, { version?: string, optional?: boolean, devOptional?: boolean, link?: boolean }>} Packages */

/**
 * Whether what npm says it installed is what the lockfile asks for.
 * @param {Packages} wanted of package-lock.json
 * @param {Packages} found of node_modules/.package-lock.json, which npm writes last
 */
export function satisfies(wanted, found) {
  return Object.entries(wanted).every(([path, { version, optional, devOptional }]) => {
    if (!path.startsWith('node_modules/') && !path.includes('/node_modules/')) return true;
    return found[path] ? found[path].version === version : Boolean(optional || devOptional);
  });
}

function isCurrent() {
  if (!existsSync(installed) || !existsSync(node24)) return false;
  const text = readFileSync(lockfile);
  const hash = createHash('sha256').update(text).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return true;
  const packages = (/** @type {string | Buffer} */ json) => /** @type {{ packages: Packages }} */ (JSON.parse(json.toString())).packages;
  if (!satisfies(packages(text), packages(readFileSync(installed)))) return false;
  writeFileSync(stamp, hash);
  return true;
}

/**
 * Installs the locked npm packages, Node 24 among them, unless they are there.
 * @param {import('../local/progress.mjs').Report} report
 */
export async function ensureNodeModules(report) {
  if (isCurrent()) return;
  const { timed } = await import('../local/progress.mjs');
  await timed(report, 'npm packages', 'Installing npm packages', async () => {
    if (await copyFromCache()) return;
    mkdirSync(checkoutState, { recursive: true });
    const log = join(checkoutState, 'npm.log');
    const code = await npmCi(log);
    if (code === 0) return copyToCache();
    const lines = readFileSync(log, 'utf8').split('\n').filter((line) => /npm (error|ERR!) \S/.test(line)).slice(0, 12).join('\n');
    throw new StartError(`The npm packages could not be installed (npm ci ended with ${code}).\n${lines}`, `Is the npm registry reachable? The whole log: ${log}`);
  });
  if (!isCurrent()) throw new StartError('npm ci ended well, but left other packages than package-lock.json names.', 'Run npm ci by hand and look at its warnings.');
}

/** @param {string} log file that gets all output @returns {Promise<number | string>} exit code, or why there is none */
function npmCi(log) {
  const output = openSync(log, 'w');
  /** @type {Promise<number | string>} */
  const ended = new Promise((resolve) => {
    const child = spawn('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root, stdio: ['ignore', output, output], timeout: 900_000 });
    child.once('error', (error) => resolve(error.message)).once('close', (code, signal) => resolve(code ?? signal ?? 1));
  });
  return ended.finally(() => closeSync(output));
}
