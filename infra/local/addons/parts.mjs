import { readFileSync } from 'node:fs';

/** Add-ons start before tenants' pods and are not pushed out by them. */
export const critical = {
  priorityClassName: 'system-cluster-critical',
  tolerations: [{ operator: 'Exists' }],
  enableServiceLinks: false,
};

/**
 * @param {string} name @param {string} image @param {{ cpu: string, memory: string }} requests @param {string} memoryLimit
 */
export const restrictedContainer = (name, image, requests, memoryLimit) => ({
  name,
  image,
  imagePullPolicy: 'Never',
  resources: { requests, limits: { memory: memoryLimit } },
  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
});

/** @param {string} name @param {string} namespace */
export const account = (name, namespace) => [{ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } }];

/** A role for an account: the one of the same name unless another is given. @param {string} name @param {string} namespace @param {object[]} rules @param {string} [accountName] */
export const clusterRole = (name, namespace, rules, accountName = name) => [
  { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name }, rules },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
    subjects: [{ kind: 'ServiceAccount', name: accountName, namespace }],
  },
];

/** @param {string} name */
export const namespaceNamed = (name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });

/** A certificate and its key, as pods mount them. @param {string} name @param {string} namespace @param {import('../certificates.mjs').KeyPair} pair */
export function certificateSecret(name, namespace, { certificate, key }) {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace }, type: 'kubernetes.io/tls', data: { 'tls.crt': inBase64(certificate), 'tls.key': inBase64(key) } };
}

/** @param {string} file */
export const inBase64 = (file) => readFileSync(file).toString('base64');
