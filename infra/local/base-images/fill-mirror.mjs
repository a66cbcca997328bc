import { readFileSync } from 'node:fs';
import { isPushed, pushImage } from '../images/push-image.mjs';
import { inCluster, registry } from '../paths.mjs';
import { putFile } from '../put-file.mjs';
import { buildBaseImages } from './build-base-images.mjs';

const stateFile = inCluster('mirror.json');
const firstRepository = 'mirror/library/node'; // its Debian layer is every image's

/** @returns {Promise<boolean>} whether this machine reaches Docker Hub */
async function reachesDockerHub() {
  try {
    return [200, 401].includes((await fetch('https://registry-1.docker.io/v2/', { signal: AbortSignal.timeout(5000) })).status);
  } catch {
    return false; // not from here
  }
}

/**
 * Makes the base images and puts them into the cluster's registry, where Docker Hub cannot
 * be reached.
 * @param {import('../progress.mjs').Report} report
 * @param {{ toolchain: Promise<import('../go-toolchain.mjs').GoToolchain>, packages: Promise<unknown>, registryUp: Promise<unknown> }} needs
 */
export async function fillMirror(report, { toolchain, packages, registryUp }) {
  if (await reachesDockerHub()) {
    putFile(stateFile, JSON.stringify({ mirror: null }));
    return;
  }
  await packages;
  /** @type {Promise<void>} */
  let pushes = Promise.resolve();
  await buildBaseImages(report, await toolchain, ({ repository, tags, layout }) => {
    const name = `mirror/library/${repository}`;
    pushes = Promise.all([pushes, registryUp]).then(async () => {
      if (!(await isPushed(layout, name, tags))) await pushImage(layout, name, tags, name === firstRepository ? undefined : firstRepository);
    });
    pushes.catch(() => {}); // awaited below
  });
  await pushes;
  putFile(stateFile, JSON.stringify({ mirror: registry.mirror }));
}

/** @returns {string | null} where docker.io's images are; null where Docker Hub itself is used */
export function readMirror() {
  try {
    return JSON.parse(readFileSync(stateFile, 'utf8')).mirror;
  } catch {
    return registry.mirror; // not filled yet
  }
}
