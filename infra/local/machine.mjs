import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { ClusterError } from './cluster-error.mjs';
import { run, succeeds } from './run-program.mjs';
import { node } from './paths.mjs';

/** @throws {ClusterError} `not_linux`, `not_root`, `architecture` where a local cluster cannot be */
export function requireSuitableMachine() {
  const instead = 'Set KUBECONFIG (any conformant cluster) and REGISTRY_URL (a registry that its nodes trust) instead.';
  if (process.platform !== 'linux') throw new ClusterError('not_linux', `The local cluster needs Linux; this is ${process.platform}.`, instead);
  if (!['x64', 'arm64'].includes(process.arch)) throw new ClusterError('architecture', `The local cluster needs an x86-64 or arm64 processor; this is ${process.arch}.`, instead);
  if (process.getuid?.() !== 0) throw new ClusterError('not_root', 'The local cluster needs root: it runs containers and sets up their network.', `Run it as root. ${instead}`);
}

/** Whether this process may lower its OOM score: containers cannot be started the ordinary way without. */
export function mayLowerOomScore() {
  const capabilities = BigInt(`0x${/^CapEff:\s*(\w+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0'}`);
  return (capabilities >> 24n) % 2n === 1n; // CAP_SYS_RESOURCE
}

/** The mount point of cgroup v2, which Cilium attaches to, beside or instead of v1. */
export function unifiedCgroup() {
  return existsSync('/sys/fs/cgroup/cgroup.controllers') ? '/sys/fs/cgroup' : '/sys/fs/cgroup/unified';
}

/** The resolver that pods can use: a stub on the host's loopback is not one. */
export function resolverFile() {
  const behindStub = '/run/systemd/resolve/resolv.conf';
  const servers = [...readFileSync('/etc/resolv.conf', 'utf8').matchAll(/^nameserver\s+(\S+)/gm)].map(([, address]) => address);
  return servers.every((address) => address.startsWith('127.')) && existsSync(behindStub) ? behindStub : '/etc/resolv.conf';
}

/** The machine's bundle of certificate authorities: what the machine trusts, builds must trust too. */
export function authorityBundle() {
  const found = [process.env.SSL_CERT_FILE, '/etc/ssl/certs/ca-certificates.crt', '/etc/pki/tls/certs/ca-bundle.crt'].find((file) => file && existsSync(file));
  if (!found) throw new ClusterError('no_authorities', 'This machine has no bundle of certificate authorities.', 'Install ca-certificates, then try again.');
  return found;
}

/** The network device of the default route. */
export async function defaultDevice() {
  const routes = JSON.parse((await run('ip', ['-j', '-4', 'route', 'show', 'default'])) || '[]');
  if (!routes[0]?.dev) throw new ClusterError('no_network', 'This machine has no IPv4 default route.', 'Connect it to a network, then try again.');
  return /** @type {string} */ (routes[0].dev);
}

/** A bridge carries the node's address, so that no real interface is touched; then what routing to pods needs. */
export async function prepareNetwork() {
  if (!(await succeeds('ip', ['link', 'show', node.bridge]))) {
    await run('ip', ['link', 'add', node.bridge, 'type', 'bridge']);
    await run('ip', ['address', 'add', `${node.address}/32`, 'dev', node.bridge]);
    await run('ip', ['link', 'set', node.bridge, 'up']);
  }
  await shareNetworkNamespaces();
  const settings = { 'net/ipv4/ip_forward': '1', 'net/ipv4/conf/all/route_localnet': '1' };
  for (const [name, value] of Object.entries(settings)) putKernelSetting(name, value);
  for (const [name, least] of Object.entries({ 'fs/inotify/max_user_instances': 1024, 'fs/inotify/max_user_watches': 262_144 })) {
    if (Number(readFileSync(`/proc/sys/${name}`, 'utf8')) < least) putKernelSetting(name, String(least));
  }
  mkdirSync('/sys/fs/bpf', { recursive: true });
  if (!readFileSync('/proc/mounts', 'utf8').includes(' /sys/fs/bpf ')) await run('mount', ['-t', 'bpf', 'bpf', '/sys/fs/bpf']);
}

/**
 * Makes the folder of network namespaces a shared mount, as `ip netns add` does. When that comes later, from anyone, it
 * mounts the folder over itself, and containerd can no longer end the pods whose namespaces lie below.
 */
async function shareNetworkNamespaces() {
  const folder = '/run/netns';
  mkdirSync(folder, { recursive: true });
  if (readFileSync('/proc/mounts', 'utf8').includes(` ${folder}`)) return; // done, or pods run in it already
  await run('mount', ['--bind', folder, folder]);
  await run('mount', ['--make-shared', folder]);
}

/** @param {string} name @param {string} value */
function putKernelSetting(name, value) {
  if (readFileSync(`/proc/sys/${name}`, 'utf8').trim() !== value) writeFileSync(`/proc/sys/${name}`, value);
}
