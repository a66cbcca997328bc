import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The repository's root. */
export const root = resolve(import.meta.dirname, '../..');

/** Node 24, which everything but this bootstrap runs on. */
export const node24 = join(root, 'node_modules/node/bin/node');

/**
 * `main` is what `npm start` runs, `test` what `npm test` makes for itself, so that both can run side by side.
 * @typedef {'main' | 'test'} Kind
 */

/**
 * Where an installation keeps its state, ignored by git.
 * @typedef {object} LocalFolder
 * @property {Kind} kind
 * @property {string} path
 * @property {string} log one file per process
 * @property {string} run records of the processes
 * @property {string} keys
 * @property {string} env what scripts source
 * @property {string} launcher the `berth` command
 */

/** What the installations of a checkout share. */
export const checkoutState = join(root, '.local');

/**
 * @param {Kind} kind
 * @returns {LocalFolder}
 */
export function localFolder(kind) {
  const path = kind === 'main' ? checkoutState : join(checkoutState, kind);
  return { kind, path, log: join(path, 'log'), run: join(path, 'run'), keys: join(path, 'keys'), env: join(path, 'env'), launcher: join(path, 'bin/berth') };
}

/** @param {LocalFolder} local */
export function makeFolders(local) {
  mkdirSync(checkoutState, { recursive: true });
  mkdirSync(local.path, { recursive: true });
  for (const folder of [local.log, join(local.path, 'bin')]) mkdirSync(folder, { recursive: true });
  for (const folder of [local.run, local.keys]) mkdirSync(folder, { recursive: true, mode: 0o700 });
}
