import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { installFile } from './build-program.mjs';
import { asFlags } from './control-plane.mjs';
import { findClang } from './debian-packages.mjs';
import { applyYaml, askJson } from './kube-client.mjs';
import { kubeconfigOf } from './kubeconfig.mjs';
import { defaultDevice, unifiedCgroup } from './machine.mjs';
import { cniBinDir, cniConfigDir } from './node.mjs';
import { binDir, inCluster, inRun, network, node } from './paths.mjs';
import { ensureProcess } from './processes.mjs';
import { putFile } from './put-file.mjs';
import { waitUntil } from './wait-until.mjs';

const library = inCluster('cilium');
const conflist = join(cniConfigDir, '05-cilium.conflist');
const healthPort = 9879;

/** What the agent looks for before it uses iptables and ipset. */
const kernelModules = ['ip_tables', 'iptable_nat', 'iptable_mangle', 'iptable_raw', 'iptable_filter', 'xt_socket', 'ip_set', 'ip_set_hash_ip', 'xt_set', 'xt_TPROXY', 'xt_mark', 'xt_comment', 'xt_CT'];

/** @param {string} device @returns {import('./processes.mjs').Process} */
const agent = (device) => ({
  name: 'cilium',
  file: join(binDir, 'cilium-agent'),
  env: { K8S_NODE_NAME: node.name, PATH: `${join(library, 'bin')}:${binDir}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin` },
  args: asFlags({
    'k8s-kubeconfig-path': kubeconfigOf('cilium'),
    'enable-ipv4': 'true',
    'enable-ipv6': 'false',
    ipam: 'kubernetes',
    'routing-mode': 'native',
    'ipv4-native-routing-cidr': network.pods,
    'enable-ipv4-masquerade': 'true',
    'enable-bpf-masquerade': 'false',
    devices: device,
    'direct-routing-device': device,
    'kube-proxy-replacement': 'false',
    'bpf-lb-sock': 'false',
    'enable-l7-proxy': 'false',
    'enable-health-checking': 'false',
    'enable-endpoint-health-checking': 'false',
    'enable-hubble': 'false',
    'identity-allocation-mode': 'crd',
    'cluster-name': 'default',
    'log-opt': 'level=warning',
    'cni-exclusive': 'false',
    'enable-bandwidth-manager': 'false',
    'cgroup-root': unifiedCgroup(),
    'lib-dir': library,
    'agent-health-port': String(healthPort),
  }),
});

/** Without this file no pod gets a network, so that none ever runs without its policies. */
export function closePodNetwork() {
  rmSync(conflist, { force: true });
}

/**
 * Lays out what the agent compiles at run time, and its plug-in.
 * @param {string} built folder of the built program
 */
async function layOut(built) {
  const clang = await findClang();
  mkdirSync(join(library, 'bin'), { recursive: true });
  rmSync(join(library, 'bpf'), { recursive: true, force: true });
  cpSync(join(built, 'bpf'), join(library, 'bpf'), { recursive: true });
  putFile(join(library, 'bin', 'clang'), `#!/bin/sh\nexec clang-${clang} "$@" -Wno-error\n`, 0o755); // a newer clang warns of more
  installFile(join(built, 'cilium-cni'), join(cniBinDir, 'cilium-cni'));
  const modules = inRun('modules');
  if (existsSync(modules)) return;
  if (existsSync('/proc/modules')) symlinkSync('/proc/modules', modules);
  else writeFileSync(modules, kernelModules.map((name) => `${name} 0 0 - Live 0x0\n`).join(''));
}

/**
 * Starts the agent, waits until it enforces policies, and opens the network to pods.
 * @param {string} built folder of the built program
 */
export async function ensureCilium(built) {
  const process = agent(await defaultDevice());
  installFile(join(built, 'cilium-agent'), process.file);
  await Promise.all([layOut(built), registerKinds(join(built, 'crds'))]);
  if (await ensureProcess(process)) await waitUntil('Cilium', 120, isHealthy, `See ${inCluster('log', 'cilium.log')}.`);
  putFile(conflist, JSON.stringify({ cniVersion: '0.3.1', name: 'cilium', plugins: [{ type: 'cilium-cni' }] }));
}

/** @param {string} folder */
async function registerKinds(folder) {
  const files = ['v2', 'v2alpha1'].flatMap((version) => readdirSync(join(folder, version)).map((name) => join(folder, version, name)));
  await Promise.all([
    ...files.map((file) => applyYaml(readFileSync(file, 'utf8'))),
    waitUntil('the node to register', 60, () => askJson('PATCH', `/api/v1/nodes/${node.name}`, { body: { spec: { podCIDR: network.nodePods, podCIDRs: [network.nodePods] } }, type: 'application/merge-patch+json' })),
  ]);
}

/** @returns {Promise<boolean>} */
export function isHealthy() {
  return new Promise((resolve) => {
    request({ host: '127.0.0.1', port: healthPort, path: '/healthz', headers: { brief: 'true' }, timeout: 1000 }, (response) => resolve(response.resume().statusCode === 200))
      .on('timeout', () => resolve(false))
      .on('error', () => resolve(false))
      .end();
  });
}
