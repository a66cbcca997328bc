import { existsSync } from 'node:fs';
import { ClusterError } from './cluster-error.mjs';
import { run, succeeds } from './run-program.mjs';

let updated = false;

/**
 * Packages of which Debian's database says that they are not installed.
 * @param {string[]} names
 */
async function missing(names) {
  const listed = await run('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n']);
  const installed = new Set(listed.split('\n').filter((line) => line.endsWith(' installed')).map((line) => line.split(' ')[0]));
  return names.filter((name) => !installed.has(name));
}

/**
 * Installs what is missing of the named packages.
 * @param {string[]} names
 * @throws {ClusterError} `packages_missing` naming them, where they cannot be installed
 */
export async function installDebianPackages(names) {
  if (!existsSync('/usr/bin/dpkg-query')) {
    throw new ClusterError('packages_missing', `This machine has no Debian packages; the local cluster needs: ${names.join(', ')}.`, 'Use Debian or Ubuntu, or set KUBECONFIG and REGISTRY_URL to use a cluster of your own.');
  }
  const wanted = await missing(names);
  if (wanted.length === 0) return;
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  try {
    if (!updated) await run('apt-get', ['update', '-qq'], { env });
    updated = true;
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120', ...wanted], { env });
  } catch (error) {
    throw new ClusterError('packages_missing', `These Debian packages could not be installed: ${wanted.join(', ')}.`, `Run apt-get install ${wanted.join(' ')}, then try again.`, error);
  }
}

/** The newest clang that is installed or to be had: its version number, e.g. 19. */
export async function findClang() {
  for (const version of [19, 20, 21, 18, 17, 16]) {
    if (existsSync(`/usr/bin/clang-${version}`)) return version;
  }
  if (!updated) await run('apt-get', ['update', '-qq']);
  updated = true;
  for (const version of [19, 18, 17, 16]) {
    if (await succeeds('apt-cache', ['show', `clang-${version}`])) return version;
  }
  throw new ClusterError('packages_missing', 'No clang from 16 on is to be had; Cilium compiles its network programs with it.', 'Install clang, then try again.');
}
