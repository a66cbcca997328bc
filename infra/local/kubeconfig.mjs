import { readFileSync } from 'node:fs';
import { clusterAuthority, clusterCertificate } from './certificates.mjs';
import { adminKubeconfig, apiServer, inCluster } from './paths.mjs';
import { putFile } from './put-file.mjs';

/**
 * A kubeconfig as text (JSON is YAML).
 * @param {string} user
 * @param {Record<string, string>} credentials as in a kubeconfig's `user`
 */
export function kubeconfigText(user, credentials) {
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'berth-local', cluster: { server: apiServer, 'certificate-authority-data': readFileSync(clusterAuthority.certificate, 'base64') } }],
    users: [{ name: user, user: credentials }],
    contexts: [{ name: 'berth-local', context: { cluster: 'berth-local', user } }],
    'current-context': 'berth-local',
  };
  return `${JSON.stringify(config, undefined, 2)}\n`;
}

/** Where a component's kubeconfig is. @param {string} name */
export const kubeconfigOf = (name) => (name === 'admin' ? adminKubeconfig : inCluster(`${name}.conf`));

/** Writes the kubeconfigs of the administrator and of every component. */
export function writeKubeconfigs() {
  for (const name of ['admin', 'controllers', 'scheduler', 'proxy', 'kubelet', 'cilium', 'storage']) {
    const { certificate, key } = clusterCertificate(name);
    putFile(kubeconfigOf(name), kubeconfigText(name, { 'client-certificate-data': readFileSync(certificate, 'base64'), 'client-key-data': readFileSync(key, 'base64') }), 0o600);
  }
}
