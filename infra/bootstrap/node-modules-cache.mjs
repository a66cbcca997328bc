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

/**
 * Links where the file system can, as pnpm does: what npm installs is replaced, never written into (but for `lastFile`).
 * @param {string[]} args of cp
 */
const copy = (args) => run('cp', ['-al', ...args], { cwd: root }).catch(() => run('cp', ['-a', ...args], { cwd: root }));

/**
 * Copies the packages that `npm ci` installed from the same lockfile in another checkout.
 * @returns {Promise<boolean>} false when there are none, or none that are whole: `npm ci` has to run
 */
export async function copyFromCache() {
  const from = treeFolder();
  if (!existsSync(from)) return false;
  for (const old of installedFolders()) rmSync(join(root, old), { recursive: true });
  try {
    await copy([`${from}/tree/.`, root]);
    copyFileSync(join(from, 'last.json'), join(root, lastFile));
    return true;
  } catch {
    return false; // npm ci makes all anew
  }
}

/** Keeps what `npm ci` has just installed for other checkouts. Without it they are only slower: a failure is reported to nobody. */
export async function copyToCache() {
  const to = treeFolder();
  if (process.platform !== 'linux' || existsSync(to)) return;
  const half = `${to}.${process.pid}`;
  try {
    mkdirSync(join(half, 'tree'), { recursive: true });
    await copy(['--parents', ...installedFolders(), join(half, 'tree')]);
    rmSync(join(half, 'tree', lastFile));
    copyFileSync(join(root, lastFile), join(half, 'last.json'));
    renameSync(half, to);
    const whole = readdirSync(folder()).filter((name) => !name.includes('.')).map((name) => join(folder(), name));
    const newestFirst = whole.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
    for (const old of newestFirst.slice(kept)) rmSync(old, { recursive: true, force: true });
  } catch {
    rmSync(half, { recursive: true, force: true }); // another checkout was first, or the disk is full
  }
}
