import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { binDir, containerdSocket, imagePrefix } from '../paths.mjs';
import { ClusterError } from '../cluster-error.mjs';
import { run } from '../run-program.mjs';

/** @param {string[]} args */
export const ctr = (...args) => run(join(binDir, 'ctr'), ['--address', containerdSocket, '--namespace', 'k8s.io', ...args], { timeout: 300_000 });

/** @returns {Promise<Set<string>>} names of the images on the node */
async function imageNames() {
  return new Set((await ctr('images', 'ls', '-q')).split('\n'));
}

/**
 * Brings an image to the node unless it is there, also under its digest, and keeps it from
 * the kubelet's clean-up.
 * @param {{ layout: string, ref: string, digest: string }} image
 */
export async function importImage({ layout, ref, digest }) {
  const byDigest = `${ref.replace(/:[^:/]*$/, '')}@${digest}`;
  const present = await imageNames();
  if (present.has(ref) && present.has(byDigest)) return;
  const packer = spawn('tar', ['-C', layout, '-cf', '-', '.'], { stdio: ['ignore', 'pipe', 'inherit'] });
  await run(join(binDir, 'ctr'), ['--address', containerdSocket, '--namespace', 'k8s.io', 'images', 'import', '-'], { inputStream: packer.stdout, timeout: 300_000 });
  if (!present.has(byDigest)) await ctr('images', 'tag', '--force', ref, byDigest);
  await ctr('images', 'label', ref, 'io.cri-containerd.pinned=pinned');
  await ctr('images', 'label', byDigest, 'io.cri-containerd.pinned=pinned');
}

/**
 * @param {string} ref of an image on the node
 * @returns {Promise<{ ref: string, digest: string }>} digest: sha256:…
 */
export async function installedImage(ref) {
  const listed = (await ctr('images', 'ls', `name==${ref}`)).split('\n')[1] ?? '';
  const digest = /sha256:[0-9a-f]{64}/.exec(listed)?.[0];
  if (!digest) throw new ClusterError('image_missing', `The node lacks the image ${ref}.`, 'Run npm start again.');
  return { ref, digest };
}

/** Lets the kubelet clean up our images of earlier recipes once nothing uses them. @param {string[]} current names to keep */
export async function releaseOldImages(current) {
  for (const name of await imageNames()) {
    if (name.startsWith(imagePrefix) && name.includes(':') && !name.includes('@') && !current.includes(name)) await ctr('images', 'label', name, 'io.cri-containerd.pinned=');
  }
}
