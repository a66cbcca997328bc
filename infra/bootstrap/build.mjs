import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { withHostLock } from '../local/host-lock.mjs';
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
 * Compiles what changed since the last time; the TypeScript compiler and Next.js run side by side as soon as they can.
 * @param {import('../local/progress.mjs').Report} report
 * @returns {Promise<Revisions>}
 */
export async function ensureBuilt(report) {
  const wanted = revisions();
  if (isBuilt(wanted)) return wanted;
  return withHostLock('builds', async () => {
    if (!isBuilt(wanted)) {
      const before = readStamp();
      await timed(report, 'build database client', 'Generating the database client', generateDatabaseClient);
      await timed(report, 'build contract', 'Compiling the contract', () => compile(['packages/contract', 'packages/db']));
      const portal = before.web === wanted.web && existsSync(join(root, 'apps/web/.next/BUILD_ID')) ? undefined : timed(report, 'build portal', 'Building the portal', buildPortal);
      const programs = timed(report, 'build programs', 'Compiling API, worker and CLI', () => compile([])).then(writeCliManifest);
      const failed = (await Promise.allSettled([programs, portal])).find((result) => result.status === 'rejected');
      if (failed) throw /** @type {PromiseRejectedResult} */ (failed).reason;
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

const program = (/** @type {string} */ path) => join(root, 'node_modules', path);

/** Prisma looks for its schema engine, which generating does not need and which would be a download. */
async function generateDatabaseClient() {
  await compiled('The database client could not be generated.', [program('prisma/build/index.js'), 'generate'], join(root, 'packages/db'), { PRISMA_SCHEMA_ENGINE_BINARY: '/bin/true', PRISMA_HIDE_UPDATE_MESSAGE: '1' });
}

/** @param {string[]} projects all of them when none is named */
async function compile(projects) {
  await compiled('The TypeScript sources do not compile.', [program('typescript/bin/tsc'), '-b', ...projects], root);
}

async function buildPortal() {
  await compiled('The portal could not be built.', [program('next/dist/bin/next'), 'build'], join(root, 'apps/web'), { NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' });
}

/** The list of commands that the CLI starts quickly with. */
async function writeCliManifest() {
  const script = join(root, 'apps/cli/write-manifest.mjs');
  if (existsSync(script)) await compiled('The list of the CLI’s commands could not be written.', [script], join(root, 'apps/cli'));
}

/** @param {string} failure @param {string[]} args @param {string} cwd @param {NodeJS.ProcessEnv} [env] */
async function compiled(failure, args, cwd, env) {
  try {
    await run(node24, args, { cwd, timeout: 900_000, ...(env && { env }) });
  } catch (error) {
    throw new StartError(`${failure}\n${/** @type {Error} */ (error).message}`, undefined, error);
  }
}
