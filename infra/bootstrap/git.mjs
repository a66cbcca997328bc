import { existsSync } from 'node:fs';
import { installDebianPackages } from '../local/debian-packages.mjs';
import { run, succeeds } from '../local/run-program.mjs';

/** `git fetch` takes the addresses that were checked (http.curloptResolve) from this version on. */
const oldest = [2, 37];

/**
 * Installs git where it is missing and can be had: without it all works but what git is needed for, whose answers say so.
 * @returns {Promise<string | null>} what does not work without a newer git; null when all does
 */
export async function ensureGit() {
  if (!(await succeeds('git', ['--version'])) && process.getuid?.() === 0 && existsSync('/usr/bin/dpkg-query')) {
    await installDebianPackages(['git']).catch(() => {}); // what is lacking then is said below
  }
  return gitLacks((await succeeds('git', ['--version'])) ? await run('git', ['--version']) : null);
}

/** What does not work with this git, by what `git --version` prints; null: there is none. Pure. @param {string | null} printed */
export function gitLacks(printed) {
  const wanted = oldest.join('.');
  if (printed === null) return `There is no git on this machine: git push, GitHub and GitLab do not work. Install git ${wanted} or newer.`;
  const [, version, major, minor] = /((\d+)\.(\d+)\S*)/.exec(printed) ?? [];
  if (Number(major) > oldest[0] || (Number(major) === oldest[0] && Number(minor) >= oldest[1])) return null;
  return `git ${version ?? 'of an unknown version'} is too old to deploy from GitHub and GitLab. Install git ${wanted} or newer.`;
}
