import { createHash } from 'node:crypto';
import { createReadStream, existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * An image as a folder in the OCI image layout. Layers are kept uncompressed: the registry is
 * on the same machine, so that packing would only cost time, twice.
 */

const types = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar',
};

/** @typedef {{ mediaType: string, digest: string, size: number }} Descriptor */
/** @typedef {{ Env?: string[], Entrypoint?: string[], Cmd?: string[], User?: string, WorkingDir?: string, ExposedPorts?: Record<string, object>, StopSignal?: string, Labels?: Record<string, string> }} ImageConfig */

/** @param {string} file @returns {Promise<string>} sha256:… */
async function digestOf(file) {
  const hash = createHash('sha256');
  for await (const part of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(part);
  return `sha256:${hash.digest('hex')}`;
}

/** @param {string} layout @param {string} digest */
export const blobFile = (layout, digest) => join(layout, 'blobs', ...digest.split(':'));

/**
 * Writes an image layout; there whole or not at all.
 * @param {string} layout folder
 * @param {{ layers: string[], config: ImageConfig, name: string }} image layers: tar files, the lowest first; name: what containerd calls it on import
 */
export async function writeLayout(layout, { layers, config, name }) {
  const work = `${layout}.${process.pid}`;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(join(work, 'blobs', 'sha256'), { recursive: true });
  const digests = await Promise.all(layers.map(digestOf));
  const described = layers.map((file, index) => {
    linkOrCopy(file, blobFile(work, digests[index]));
    return { mediaType: types.layer, digest: digests[index], size: statSync(file).size };
  });
  const architecture = process.arch === 'x64' ? 'amd64' : process.arch;
  const configBlob = putBlob(work, types.config, { architecture, os: 'linux', config, rootfs: { type: 'layers', diff_ids: digests }, history: layers.map(() => ({ created_by: 'berth' })) });
  const manifest = putBlob(work, types.manifest, { schemaVersion: 2, mediaType: types.manifest, config: configBlob, layers: described });
  writeFileSync(join(work, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
  writeFileSync(join(work, 'index.json'), JSON.stringify({ schemaVersion: 2, mediaType: types.index, manifests: [{ ...manifest, platform: { architecture, os: 'linux' }, annotations: { 'io.containerd.image.name': name } }] }));
  if (existsSync(layout)) rmSync(work, { recursive: true });
  else renameSync(work, layout);
}

/** @param {string} from @param {string} to */
function linkOrCopy(from, to) {
  if (existsSync(to)) return;
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to); // another file system
  }
}

/** @param {string} layout @param {string} mediaType @param {object} content @returns {Descriptor} */
function putBlob(layout, mediaType, content) {
  const text = JSON.stringify(content);
  const digest = `sha256:${createHash('sha256').update(text).digest('hex')}`;
  writeFileSync(blobFile(layout, digest), text);
  return { mediaType, digest, size: Buffer.byteLength(text) };
}

/** @param {string} layout @returns {{ manifest: Descriptor, blobs: Descriptor[], text: string }} manifest, and what it needs, config first */
export function readLayout(layout) {
  const [manifest] = JSON.parse(readFileSync(join(layout, 'index.json'), 'utf8')).manifests;
  const text = readFileSync(blobFile(layout, manifest.digest), 'utf8');
  const { config, layers } = JSON.parse(text);
  return { manifest, blobs: [config, ...layers], text };
}
