import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { succeeds } from '../local/run-program.mjs';
import { StartError } from './start-error.mjs';

/** Whether the user named a cluster, so that none is built. */
export const usesOwnCluster = () => Boolean(process.env.KUBECONFIG) && process.env.KUBECONFIG !== '/var/lib/berth/cluster/admin.conf';

/**
 * @param {{ ownCluster: boolean }} options
 * @throws {StartError} naming what this machine lacks and what to set instead
 */
export function requireMachine({ ownCluster }) {
  if (Number(process.versions.node.split('.')[0]) < 20) throw new StartError(`Berth needs Node 20 or newer to start; this is ${process.versions.node}.`, 'Install a newer Node; the one that Berth itself runs on comes with npm ci.');
  if (process.platform !== 'linux') throw new StartError(`npm start needs Linux; this is ${process.platform}.`, 'Run it in a Linux virtual machine or container, with KUBECONFIG, REGISTRY_URL and BASE_DOMAIN set to a cluster of yours.');
  if (process.getuid?.() !== 0 && !ownCluster) {
    throw new StartError(
      'The local cluster needs root: it runs containers and sets up their network.',
      'Run it as root, or set KUBECONFIG (any conformant cluster, 1.30 or newer), REGISTRY_URL (a registry that its nodes trust) and BASE_DOMAIN (a domain whose wildcard leads to its ingress). Everything else works for an ordinary user.',
    );
  }
}

/** @param {string} name */
const onPath = (name) => (process.env.PATH ?? '').split(delimiter).some((folder) => folder && existsSync(join(folder, name)));

/**
 * What else on this machine could run a cluster, as a sentence; undefined when nothing could.
 * @returns {Promise<string | undefined>}
 */
export async function otherWays() {
  const runners = ['kind', 'k3d', 'minikube'].filter(onPath);
  const docker = onPath('docker') && (await withinSeconds(2, succeeds('docker', ['info'])));
  if (!docker && runners.length === 0) return undefined;
  const tool = runners[0];
  const found = [...(docker ? ['Docker'] : []), ...runners].join(', ');
  return `${found} found: a cluster of ${tool ?? 'kind or k3d'} would do as well. Start one, then set KUBECONFIG, REGISTRY_URL and BASE_DOMAIN (docs/operations/local.md).`;
}

/** @param {number} seconds @param {Promise<boolean>} answer @returns {Promise<boolean>} false when it takes longer */
const withinSeconds = (seconds, answer) => Promise.race([answer, new Promise((/** @type {(value: boolean) => void} */ done) => setTimeout(() => done(false), seconds * 1000).unref())]);
