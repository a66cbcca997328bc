import { join } from 'node:path';
import { clusterAuthority, clusterCertificate, frontProxyAuthority, serviceAccountKey } from './certificates.mjs';
import { withHostLock } from './host-lock.mjs';
import { ask } from './kube-client.mjs';
import { kubeconfigOf } from './kubeconfig.mjs';
import { apiServer, auditLog, binDir, inCluster, logDir, network, node } from './paths.mjs';
import { ensureProcess, stopProcess } from './processes.mjs';
import { putFile } from './put-file.mjs';
import { waitUntil } from './wait-until.mjs';

/** @typedef {import('./processes.mjs').Process} Process */

const kube = join(binDir, 'kube');
const etcdUrl = 'http://127.0.0.1:23790';
const auditPolicyFile = inCluster('audit-policy.json');

/** One line per write by Berth's worker: tests count what it really sends. */
const auditPolicy = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived'],
  rules: [
    { level: 'Metadata', userGroups: ['system:serviceaccounts:berth-system'], verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'] },
    { level: 'None' },
  ],
};

/** Writes the control plane's files. */
export function writeControlPlaneFiles() {
  putFile(auditPolicyFile, JSON.stringify(auditPolicy));
}

/** @returns {Process} */
export const etcd = () => ({
  name: 'etcd',
  file: kube,
  args: [
    'etcd', '--data-dir', inCluster('etcd'), '--listen-client-urls', etcdUrl, '--advertise-client-urls', etcdUrl, '--listen-peer-urls', 'http://127.0.0.1:23800',
    '--unsafe-no-fsync', // several times faster on a slow disk; a crash of the whole machine may cost the last writes
    '--auto-compaction-retention', '1h', '--quota-backend-bytes', String(2 ** 32), '--log-level', 'warn',
  ],
});

/** @returns {Process} */
export function apiserver() {
  const own = clusterCertificate('apiserver');
  const kubelet = clusterCertificate('kubelet-client');
  const front = clusterCertificate('front-proxy');
  const flags = {
    'etcd-servers': etcdUrl,
    'bind-address': node.address,
    'advertise-address': node.address,
    'secure-port': new URL(apiServer).port,
    'service-cluster-ip-range': network.services,
    'allow-privileged': 'true',
    'authorization-mode': 'Node,RBAC',
    'client-ca-file': clusterAuthority.certificate,
    'tls-cert-file': own.certificate,
    'tls-private-key-file': own.key,
    'kubelet-client-certificate': kubelet.certificate,
    'kubelet-client-key': kubelet.key,
    'kubelet-certificate-authority': clusterAuthority.certificate,
    'kubelet-preferred-address-types': 'InternalIP', // or logs and exec look up the node's name in DNS
    'service-account-key-file': serviceAccountKey.public,
    'service-account-signing-key-file': serviceAccountKey.private,
    'service-account-issuer': 'https://kubernetes.default.svc',
    'requestheader-client-ca-file': frontProxyAuthority.certificate,
    'requestheader-allowed-names': 'front-proxy-client',
    'requestheader-username-headers': 'X-Remote-User',
    'requestheader-group-headers': 'X-Remote-Group',
    'requestheader-extra-headers-prefix': 'X-Remote-Extra-',
    'proxy-client-cert-file': front.certificate,
    'proxy-client-key-file': front.key,
    'enable-aggregator-routing': 'true',
    'audit-policy-file': auditPolicyFile,
    'audit-log-path': auditLog,
    'audit-log-maxsize': '50',
    'audit-log-maxbackup': '2',
    profiling: 'false',
  };
  return { name: 'apiserver', file: kube, args: ['apiserver', ...asFlags(flags)], revision: JSON.stringify(auditPolicy) };
}

/** @returns {Process} */
export const controllers = () => ({
  name: 'controllers',
  file: kube,
  args: ['controllers', ...asFlags({
    kubeconfig: kubeconfigOf('controllers'),
    'service-account-private-key-file': serviceAccountKey.private,
    'root-ca-file': clusterAuthority.certificate,
    'cluster-signing-cert-file': clusterAuthority.certificate,
    'cluster-signing-key-file': clusterAuthority.key,
    'use-service-account-credentials': 'true',
    'allocate-node-cidrs': 'false',
    'leader-elect': 'false', // there is one; it need not wait for the lease of one that was killed
    'bind-address': '127.0.0.1',
  })],
});

/** @returns {Process} */
export const scheduler = () => ({
  name: 'scheduler',
  file: kube,
  args: ['scheduler', ...asFlags({ kubeconfig: kubeconfigOf('scheduler'), 'leader-elect': 'false', 'bind-address': '127.0.0.1' })],
});

/** Starts the control plane, or what is missing of it, and waits until it answers. */
export async function startControlPlane() {
  await ensureProcess(etcd());
  await ensureProcess(apiserver());
  await waitUntil('the API server', 90, async () => (await ask('GET', '/readyz', { timeout: 3000 })).status === 200, `See ${join(logDir, 'apiserver.log')}.`);
  await Promise.all([ensureProcess(controllers()), ensureProcess(scheduler())]);
}

/** Takes the control plane away under running apps, for a test; the node's own programs go on. */
export const stopControlPlane = () =>
  withHostLock('stops the control plane', async () => {
    await Promise.all(['controllers', 'scheduler'].map(stopProcess));
    await stopProcess('apiserver');
    await stopProcess('etcd');
  });

/** Brings it back as it was. */
export const resumeControlPlane = () => withHostLock('resumes the control plane', startControlPlane);

/** Makes volumes of the class `local` (kube/storage.go). @returns {Process} */
export const storage = () => ({
  name: 'storage',
  file: kube,
  args: ['storage', ...asFlags({ kubeconfig: kubeconfigOf('storage'), root: inCluster('volumes'), node: node.name })],
});

/** @param {Record<string, string>} flags */
export const asFlags = (flags) => Object.entries(flags).map(([name, value]) => `--${name}=${value}`);
