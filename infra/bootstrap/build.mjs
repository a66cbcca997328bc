import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { withHostLock } from '../local/host-lock.mjs';
import { cacheDir } from '../local/paths.mjs';
import { timed } from '../local/progress.mjs';
import { putFile } from '../local/put-file.mjs';
import { run } from '../local/run-program.mjs';
import { checkoutState, node24, root } from './local-folder.mjs';
import { StartError } from './start-error.mjs';

/**
 * Hash of what each program is made from: a process is started again when its own changed.
 * @typedef {{ api: string, worker: string, web: string, cli: string, database: string }} Revisions
 */

const stampFile = join(checkoutState, 'build.json');
const outputs = ['packages/db/src/generated/client.ts', 'apps/api/dist/main.js', 'apps/worker/dist/main.js', 'apps/web/.next/BUILD_ID', 'apps/cli/dist/run-cli.js'];
const madeFolders = new Set(['node_modules', 'dist', '.next', '.turbo', 'test', 'mock-api']);

/** @param {string} folder @returns {string[]} the files that a build reads */
function sources(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return madeFolders.has(entry.name) || path === join(root, 'packages/db/src/generated') ? [] : sources(path);
    return /\.(test\.tsx?|tsbuildinfo|md)$|^(next-env\.d\.ts|oclif\.manifest\.json)$/.test(entry.name) ? [] : [path];
  });
}

/** @param {string[]} paths files and folders, relative to the root */
function hashOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    const files = statSync(join(root, path)).isDirectory() ? sources(join(root, path)).sort() : [join(root, path)];
    for (const file of files) hash.update(`\0${relative(root, file)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 16);
}

/** @returns {Revisions} */
function revisions() {
  const base = hashOf(['package-lock.json', 'tsconfig.base.json', 'packages']);
  const of = (/** @type {string} */ app) => createHash('sha256').update(base).update(hashOf([`apps/${app}`])).digest('hex').slice(0, 16);
  return { api: of('api'), worker: of('worker'), web: of('web'), cli: of('cli'), database: hashOf(['packages/db']) };
}

/**
 * Compiles what changed since the last time. What any checkout of this host compiled from the same sources is taken from the cache.
 * @param {import('../local/progress.mjs').Report} report
 * @returns {Promise<Revisions>}
 */
export async function ensureBuilt(report) {
  const wanted = revisions();
  if (isBuilt(wanted)) return wanted;
  return withHostLock('builds', async () => {
    if (!isBuilt(wanted)) {
      await timed(report, 'build', 'Compiling API, worker, CLI and portal', compile);
      putFile(stampFile, JSON.stringify(wanted));
    }
    return wanted;
  }, { file: join(checkoutState, 'build.lock') });
}

/** @returns {Partial<Revisions>} */
function readStamp() {
  return existsSync(stampFile) ? JSON.parse(readFileSync(stampFile, 'utf8')) : {};
}

/** @param {Revisions} wanted */
const isBuilt = (wanted) => JSON.stringify(readStamp()) === JSON.stringify(wanted) && outputs.every((file) => existsSync(join(root, file)));

async function compile() {
  const args = [join(root, 'node_modules/turbo/bin/turbo'), 'run', 'build', '--cache-dir', join(cacheDir(), 'turbo'), '--output-logs', 'errors-only', '--log-order', 'grouped', '--env-mode', 'loose'];
  const env = { PATH: `${dirname(node24)}:${process.env.PATH}`, TURBO_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1', npm_config_loglevel: 'silent' };
  try {
    await run(node24, args, { cwd: root, timeout: 900_000, env });
  } catch (error) {
    throw new StartError(`The sources do not compile.\n${/** @type {Error} */ (error).message}`, undefined, error);
  }
}
