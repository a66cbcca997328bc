import { join } from 'node:path';
import { run } from '../local/run-program.mjs';
import { adminKubeconfig } from '../local/paths.mjs';
import { node24, root } from './local-folder.mjs';
import { usesOwnCluster } from './machine.mjs';

const script = join(root, 'infra/bootstrap/cluster-objects.mjs');
const env = () => ({ KUBECONFIG: usesOwnCluster() ? process.env.KUBECONFIG : adminKubeconfig });

/**
 * The namespaces of an installation.
 * @param {string} namespacePrefix
 * @returns {Promise<string[] | null>} null when the cluster does not answer
 */
export async function clusterReached(namespacePrefix) {
  try {
    return JSON.parse(await run(node24, [script, 'namespaces', namespacePrefix], { env: env(), timeout: 15_000 }));
  } catch {
    return null; // stopped, or never made
  }
}

/** @returns {Promise<string[]>} the namespace prefixes of all installations that the cluster has anything of */
export const installationsInCluster = async () => JSON.parse(await run(node24, [script, 'installations'], { env: env(), timeout: 15_000 }));

/**
 * Removes everything of an installation from the cluster and waits until it is gone.
 * @param {Pick<import('./identity.mjs').Identity, 'namespacePrefix'>} identity
 */
export async function removeFromCluster({ namespacePrefix }) {
  await run(node24, [script, 'delete', namespacePrefix], { env: env(), timeout: 180_000 });
}
