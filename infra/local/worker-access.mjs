import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyAll, applyYaml, askJson } from './kube-client.mjs';
import { kubeconfigText } from './kubeconfig.mjs';
import { here } from './paths.mjs';
import { waitUntil } from './wait-until.mjs';

const namespace = 'berth-system';
const name = 'berth-worker';

/**
 * The credentials of Berth's worker: a service account bound to the committed ClusterRole
 * (infra/cluster-role.yaml), never an administrator.
 * @returns {Promise<string>} a kubeconfig with a token that does not expire
 */
export async function workerKubeconfig() {
  await applyAll([
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } },
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: `${name}-token`, namespace, annotations: { 'kubernetes.io/service-account.name': name } }, type: 'kubernetes.io/service-account-token' },
  ]);
  const roleFile = join(here, '..', 'cluster-role.yaml');
  if (existsSync(roleFile)) await applyYaml(readFileSync(roleFile, 'utf8'));
  const token = await waitUntil("the worker's token", 15, async () => (await askJson('GET', `/api/v1/namespaces/${namespace}/secrets/${name}-token`))?.data?.token);
  return kubeconfigText(name, { token: Buffer.from(token, 'base64').toString() });
}
