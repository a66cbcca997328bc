import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { closePodNetwork } from './cilium.mjs';
import { ctr } from './images/containerd-images.mjs';
import { binDir, clusterDir, node, runDir } from './paths.mjs';
import { runningProcess, stopProcess } from './processes.mjs';
import { run, succeeds } from './run-program.mjs';

/** The host's processes, in the order in which they start. */
const processNames = ['containerd', 'etcd', 'apiserver', 'controllers', 'scheduler', 'storage', 'kubelet', 'proxy', 'cilium'];

/** @returns {{ name: string, running: boolean, pid?: number }[]} */
export const processStates = () =>
  processNames.map((name) => {
    const record = runningProcess(name);
    return { name, running: record !== undefined, pid: record?.pid };
  });

/** Stops pods and processes. What is not running is no error. */
export async function takeDown() {
  await stopProcess('kubelet'); // first, or it starts pods again
  closePodNetwork();
  await stopPods();
  await Promise.all(['cilium', 'proxy', 'scheduler', 'controllers', 'storage'].map(stopProcess));
  await stopProcess('apiserver');
  await stopProcess('etcd');
  await stopProcess('containerd');
  killShims();
}

/** Asks every container to end, and ends after five seconds those that do not. */
async function stopPods() {
  if (!runningProcess('containerd')) return;
  const running = async () => (await ctr('tasks', 'ls')).split('\n').slice(1).flatMap((line) => (/\bRUNNING\b/.test(line) ? [line.split(/\s+/)[0]] : []));
  await Promise.all((await running()).map((task) => ctr('tasks', 'kill', '--signal', 'SIGTERM', task).catch(ignoreGone)));
  for (const end = Date.now() + 5000; Date.now() < end && (await running()).length > 0; await sleep(200));
  const left = (await ctr('tasks', 'ls', '-q')).split('\n').filter(Boolean);
  await Promise.all(left.map((task) => ctr('tasks', 'rm', '--force', task).catch(ignoreGone)));
}

/** A container may end between the list and the call. @param {unknown} error */
function ignoreGone(error) {
  if (!/not found|process already finished|no such process/i.test(String(error))) throw error;
}

/** Unmounting one may have taken another along. @param {unknown} error */
function ignoreUnmounted(error) {
  if (!/not mounted|no mount point/i.test(String(error))) throw error;
}

/** Ends the runtime's helpers that outlived it: our own, known by their program. */
function killShims() {
  const shim = join(binDir, 'containerd-shim-runc-v2');
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (readlinkSync(`/proc/${pid}/exe`).replace(/ \(deleted\)$/, '') === shim) process.kill(Number(pid), 'SIGKILL');
    } catch (error) {
      if (!['ENOENT', 'ESRCH', 'EACCES'].includes(/** @type {NodeJS.ErrnoException} */ (error).code ?? '')) throw error;
    }
  }
}

/** Removes what the cluster left on the host; it is stopped. */
export async function wipe() {
  const mounts = readFileSync('/proc/mounts', 'utf8').split('\n').map((line) => line.split(' ')[1] ?? '');
  for (const mount of mounts.filter((path) => path.startsWith(`${clusterDir}/`) || path.startsWith(`${runDir}/`)).sort().reverse()) await run('umount', ['--lazy', mount]).catch(ignoreUnmounted);
  for (const name of (await run('ip', ['netns', 'ls'])).split('\n').map((line) => line.split(' ')[0])) if (name.startsWith('cni-')) await run('ip', ['netns', 'delete', name]);
  for (const link of [node.bridge, 'cilium_host']) if (await succeeds('ip', ['link', 'show', link])) await run('ip', ['link', 'delete', link]);
  await removePacketRules();
  for (const path of ['/var/run/cilium', '/sys/fs/bpf/tc', '/sys/fs/bpf/cilium', clusterDir, runDir]) if (existsSync(path)) rmSync(path, { recursive: true, force: true });
}

/** Takes kube-proxy's and Cilium's rules and chains out of the host's packet filter, and leaves the others. */
async function removePacketRules() {
  const saved = await run('iptables-save', []);
  const others = saved.split('\n').filter((line) => !/KUBE-|CILIUM_|cilium_/.test(line)).join('\n');
  if (others !== saved) await run('iptables-restore', [], { input: others });
}
