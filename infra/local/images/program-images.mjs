import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programDir, programHash } from '../build-program.mjs';
import { authorityBundle } from '../machine.mjs';
import { pauseImage } from '../node.mjs';
import { cacheDir, here, imagePrefix } from '../paths.mjs';
import { programs } from '../programs.mjs';
import { run } from '../run-program.mjs';
import { readLayout, writeLayout } from './image-layout.mjs';

/**
 * An image that holds nothing but programs and the machine's certificate authorities.
 * @typedef {{ name: string, files: [program: string, file: string][], entrypoint: string }} ProgramImage
 */

/** @type {Record<'kube' | 'traefik' | 'builder', ProgramImage>} */
const programImages = {
  kube: { name: 'kube', files: [['kube', 'kube']], entrypoint: 'kube' },
  traefik: { name: 'traefik', files: [['traefik', 'traefik']], entrypoint: 'traefik' },
  builder: {
    name: 'builder',
    files: [['buildkit', 'buildkitd'], ['buildkit', 'buildctl'], ['runc', 'runc'], ['images', 'build-runner'], ['images', 'registry-token'], ['images', 'activator'], ['images', 'request-metrics']],
    entrypoint: 'buildkitd',
  },
};

/** @param {ProgramImage} image */
function imageHash(image) {
  const hash = createHash('sha256').update(JSON.stringify(image)).update(readFileSync(authorityBundle())).update(readFileSync(import.meta.filename ?? new URL(import.meta.url).pathname));
  for (const [program] of image.files) hash.update(programHash(programs[program]));
  return hash.digest('hex').slice(0, 12);
}

/** @param {keyof typeof programImages} name the image's full name in containerd */
export const programImageRef = (name) => `${imagePrefix}${name}:${imageHash(programImages[name])}`;

/** @param {keyof typeof programImages} name */
const layoutDir = (name) => join(cacheDir(), 'images', `${name}-${imageHash(programImages[name])}`);

/**
 * Packs a program image unless the cache has it; its programs are built.
 * @param {keyof typeof programImages} name
 * @returns {Promise<{ layout: string, ref: string, digest: string }>}
 */
export async function ensureProgramImage(name) {
  const image = programImages[name];
  const layout = layoutDir(name);
  const ref = programImageRef(name);
  if (!existsSync(layout)) {
    await packed(layout, ref, async (root) => {
      mkdirSync(join(root, 'usr/local/bin'), { recursive: true });
      for (const [program, file] of image.files) copyFileSync(join(programDir(programs[program]), file), join(root, 'usr/local/bin', file));
      mkdirSync(join(root, 'etc/ssl/certs'), { recursive: true });
      copyFileSync(authorityBundle(), join(root, 'etc/ssl/certs/ca-certificates.crt'));
      mkdirSync(join(root, 'tmp'), { mode: 0o1777 });
      writeFileSync(join(root, 'etc/passwd'), 'root:x:0:0::/:/\n');
      return { Entrypoint: [`/usr/local/bin/${image.entrypoint}`], Env: ['PATH=/usr/local/bin:/usr/bin:/bin'] };
    });
  }
  return { layout, ref, digest: readLayout(layout).manifest.digest };
}

/** The pod sandbox's image: one static program that waits. */
export async function ensurePauseImage() {
  const source = join(here, 'pause.c');
  const layout = join(cacheDir(), 'images', `pause-${createHash('sha256').update(readFileSync(source)).digest('hex').slice(0, 12)}`);
  if (!existsSync(layout)) {
    await packed(layout, pauseImage, async (root) => {
      await run('cc', ['-static', '-Os', '-s', '-o', join(root, 'pause'), source]);
      return { Entrypoint: ['/pause'], User: '65535:65535' };
    });
  }
  return { layout, ref: pauseImage, digest: readLayout(layout).manifest.digest };
}

/**
 * @param {string} layout @param {string} ref
 * @param {(root: string) => Promise<import('./image-layout.mjs').ImageConfig>} fill
 */
async function packed(layout, ref, fill) {
  mkdirSync(join(layout, '..'), { recursive: true });
  const work = mkdtempSync(join(tmpdir(), 'berth-image-'));
  const root = join(work, 'root');
  mkdirSync(root, { mode: 0o755 });
  try {
    const config = await fill(root);
    await run('chmod', ['-R', 'go+rX', root]);
    if (existsSync(join(root, 'tmp'))) await run('chmod', ['1777', join(root, 'tmp')]);
    const tar = join(work, 'layer.tar');
    await run('tar', ['--owner=0', '--group=0', '--numeric-owner', '--sort=name', '--mtime=@0', '-C', root, '-cf', tar, '.']);
    await writeLayout(layout, { layers: [tar], config, name: ref });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
