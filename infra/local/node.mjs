import { join } from 'node:path';
import { clusterAuthority, clusterCertificate } from './certificates.mjs';
import { asFlags } from './control-plane.mjs';
import { kubeconfigOf } from './kubeconfig.mjs';
import { mayLowerOomScore, resolverFile } from './machine.mjs';
import { binDir, containerdSocket, inCluster, inRun, network, node, registry } from './paths.mjs';
import { putFile } from './put-file.mjs';

/** @typedef {import('./processes.mjs').Process} Process */

export const cniConfigDir = inCluster('cni');
export const cniBinDir = inCluster('cni-bin');
export const pauseImage = 'localhost/berth-pause:1';

const containerdConfig = () => `version = 3
root = "${inCluster('containerd')}"
state = "${inRun('containerd')}"
oom_score = 0
[debug]
  level = "warn"
[grpc]
  address = "${containerdSocket}"
[ttrpc]
  address = "${containerdSocket}.ttrpc"
[plugins."io.containerd.cri.v1.runtime"]
  restrict_oom_score_adj = ${!mayLowerOomScore()}
  [plugins."io.containerd.cri.v1.runtime".cni]
    bin_dirs = ["${cniBinDir}"]
    conf_dir = "${cniConfigDir}"
    use_internal_loopback = true
  [plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc.options]
      BinaryName = "${join(binDir, 'runc')}"
      SystemdCgroup = false
[plugins."io.containerd.cri.v1.images"]
  [plugins."io.containerd.cri.v1.images".pinned_images]
    sandbox = "${pauseImage}"
  [plugins."io.containerd.cri.v1.images".registry]
    config_path = "${inCluster('registries')}"
`;

const kubeletConfig = () => ({
  apiVersion: 'kubelet.config.k8s.io/v1beta1',
  kind: 'KubeletConfiguration',
  address: node.address,
  healthzBindAddress: '127.0.0.1',
  authentication: { anonymous: { enabled: false }, webhook: { enabled: true }, x509: { clientCAFile: clusterAuthority.certificate } },
  authorization: { mode: 'Webhook' },
  tlsCertFile: clusterCertificate('kubelet').certificate,
  tlsPrivateKeyFile: clusterCertificate('kubelet').key,
  clusterDomain: 'cluster.local',
  clusterDNS: [network.dns],
  resolvConf: resolverFile(),
  containerRuntimeEndpoint: `unix://${containerdSocket}`,
  cgroupDriver: 'cgroupfs',
  failCgroupV1: false,
  failSwapOn: false,
  maxPods: 250,
  podPidsLimit: 2048,
  serializeImagePulls: false,
  maxParallelImagePulls: 4,
  imageGCHighThresholdPercent: 95,
  imageGCLowThresholdPercent: 90,
  evictionHard: { 'memory.available': '200Mi', 'nodefs.available': '2%', 'imagefs.available': '2%' },
  // An image on the node is used only by a pod whose secret could pull it; our own came by import.
  imagePullCredentialsVerificationPolicy: 'NeverVerifyAllowlistedImages',
  preloadedImagesVerificationAllowlist: ['localhost/*'],
});

const proxyConfig = () => ({
  apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
  kind: 'KubeProxyConfiguration',
  clientConnection: { kubeconfig: kubeconfigOf('proxy') },
  clusterCIDR: network.pods,
  hostnameOverride: node.name,
  mode: 'iptables',
  iptables: { minSyncPeriod: '100ms' },
  conntrack: { maxPerCore: 0, min: 0 },
  nodePortAddresses: ['127.0.0.0/8'],
  healthzBindAddress: '127.0.0.1:10256',
  metricsBindAddress: '127.0.0.1:10249',
});

/** Writes the node's files. */
export function writeNodeFiles() {
  putFile(inCluster('containerd.toml'), containerdConfig());
  putFile(inCluster('kubelet.json'), JSON.stringify(kubeletConfig(), undefined, 1));
  putFile(inCluster('proxy.json'), JSON.stringify(proxyConfig(), undefined, 1));
  // The name of a Service means nothing to the node: containerd goes to its address, without TLS.
  putFile(inCluster('registries', registry.host, 'hosts.toml'), `server = "${registry.url}"\n[host."${registry.url}"]\n  capabilities = ["pull", "resolve"]\n`);
}

/** @returns {Process} */
export const containerd = () => ({
  name: 'containerd',
  file: join(binDir, 'containerd'),
  args: ['--config', inCluster('containerd.toml')],
  revision: containerdConfig(),
});

/** @returns {Process} */
export const kubelet = () => ({
  name: 'kubelet',
  file: join(binDir, 'kube'),
  args: ['kubelet', ...asFlags({ config: inCluster('kubelet.json'), kubeconfig: kubeconfigOf('kubelet'), 'hostname-override': node.name, 'node-ip': node.address, 'root-dir': inCluster('kubelet') })],
  revision: JSON.stringify(kubeletConfig()),
});

/** @returns {Process} */
export const proxy = () => ({
  name: 'proxy',
  file: join(binDir, 'kube'),
  args: ['proxy', '--config', inCluster('proxy.json')],
  revision: JSON.stringify(proxyConfig()),
});
