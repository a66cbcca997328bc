import { existsSync } from 'node:fs';
import { installDebianPackages } from '../local/debian-packages.mjs';
import { succeeds } from '../local/run-program.mjs';

/**
 * Installs git where it is missing and can be had: without it all works but `git push`, whose answer then says so.
 * @returns {Promise<boolean>} whether there is a git
 */
export async function ensureGit() {
  if (await succeeds('git', ['--version'])) return true;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/dpkg-query')) return false;
  try {
    await installDebianPackages(['git']);
  } catch {
    return false; // the API says so to whoever pushes
  }
  return succeeds('git', ['--version']);
}
