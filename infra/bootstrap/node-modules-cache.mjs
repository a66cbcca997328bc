import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir } from '../local/paths.mjs';
import { run } from '../local/run-program.mjs';
import { root } from './local-folder.mjs';

const lastFile = 'node_modules/.package-lock.json'; // npm writes it when all else is there; so do we
const folder = () => join(cacheDir(), 'node-modules');
const kept = 2;

/** The folders, relative to the checkout, into which npm installs. */
function installedFolders() {
  const workspaces = ['apps', 'packages'].flatMap((parent) => readdirSync(join(root, parent)).map((name) => join(parent, name, 'node_modules')));
  return ['node_modules', ...workspaces].filter((path) => existsSync(join(root, path)));
}

/** Where the tree is kept that this lockfile gives on this platform. */
function treeFolder() {
  const { platform, arch, versions } = process;
  return join(folder(), createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).update(`${platform} ${arch} ${versions.modules}`).digest('hex').slice(0, 16));
}

/** Links where the file system can, as pnpm does: what npm installs is replaced, never written into (but for `lastFile`). */
const copyMode = () => (statSync(folder()).dev === statSync(root).dev ? '-al' : '-a');

/**
 * Copies the packages that `npm ci` installed from the same lockfile in another checkout.
 * @returns {Promise<boolean>} false when there are none: `npm ci` has to run
 */
export async function copyFromCache() {
  const from = treeFolder();
  if (!existsSync(from)) return false;
  for (const old of installedFolders()) rmSync(join(root, old), { recursive: true });
  await run('cp', [copyMode(), `${from}/tree/.`, root]);
  copyFileSync(join(from, 'last.json'), join(root, lastFile));
  return true;
}

/** Keeps what `npm ci` has just installed for other checkouts. */
export async function copyToCache() {
  const to = treeFolder();
  if (process.platform !== 'linux' || existsSync(to)) return;
  const half = `${to}.${process.pid}`;
  mkdirSync(join(half, 'tree'), { recursive: true });
  try {
    await run('cp', [copyMode(), '--parents', ...installedFolders(), join(half, 'tree')], { cwd: root });
    rmSync(join(half, 'tree', lastFile));
    copyFileSync(join(root, lastFile), join(half, 'last.json'));
    renameSync(half, to);
  } finally {
    rmSync(half, { recursive: true, force: true });
  }
  const trees = readdirSync(folder()).map((name) => join(folder(), name)).sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const old of trees.slice(kept)) rmSync(old, { recursive: true, force: true });
}
