import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeLayout } from '../images/image-layout.mjs';
import { cacheDir, here } from '../paths.mjs';
import { timed } from '../progress.mjs';
import { run } from '../run-program.mjs';
import { baseImages, recipeFile } from './base-images.mjs';
import { makeAptFolder, makeDebianRoot, packLayer, runInRoot } from './debian-root.mjs';
import { readMachineSettings } from './machine-settings.mjs';

/** @typedef {import('./base-images.mjs').BaseImage} BaseImage */
/** @typedef {{ repository: string, tags: string[], layout: string }} BuiltImage */

const folder = () => join(cacheDir(), 'images');

/** @param {...(string | Buffer)} parts */
const hashOf = (...parts) => parts.reduce((hash, part) => hash.update(part).update('\0'), createHash('sha256')).digest('hex').slice(0, 12);

/** @param {string} name a file of this folder */
const own = (name) => readFileSync(join(here, 'base-images', name));

/**
 * Builds the base images that the cache lacks, one after the other, and hands each over as
 * soon as it is there.
 * @param {import('../progress.mjs').Report} report
 * @param {import('../go-toolchain.mjs').GoToolchain} toolchain
 * @param {(image: BuiltImage) => void} onBuilt
 */
export async function buildBaseImages(report, toolchain, onBuilt) {
  mkdirSync(folder(), { recursive: true });
  const settings = await readMachineSettings(toolchain.go);
  const debian = { hash: hashOf(own('debian-root.mjs'), own('in-root.sh'), JSON.stringify({ ...settings, go: {} }), process.arch) };
  const workshop = new Workshop(report, settings, debian.hash);
  try {
    for (const image of baseImages({ goVersion: toolchain.version, goSettings: settings.go })) {
      const layout = join(folder(), `${image.repository}-${hashOf(debian.hash, JSON.stringify(image), image.place ? readFileSync(recipeFile(image)) : '')}`);
      if (!existsSync(layout)) await timed(report, `image ${image.repository}:${image.tags[0]}`, `Making the base image ${image.repository}:${image.tags[0]}`, () => workshop.make(image, layout, toolchain));
      onBuilt({ repository: image.repository, tags: image.tags, layout });
    }
  } finally {
    workshop.close();
  }
}

/** The Debian root that images are made on: made or unpacked once, when the first image needs it. */
class Workshop {
  /** @type {Promise<{ env: Record<string, string> }> | undefined} */
  #root;
  /** @type {string | undefined} */
  #dir;

  /** @param {import('../progress.mjs').Report} report @param {import('./machine-settings.mjs').MachineSettings} settings @param {string} hash of the Debian layer */
  constructor(report, settings, hash) {
    this.report = report;
    this.settings = settings;
    this.layer = join(folder(), `debian-root-${hash}.tar`);
  }

  get dir() {
    this.#dir ??= mkdtempSync(join(folder(), 'work-')); // beside the layouts, so that layers are linked and not copied
    return this.#dir;
  }

  /** @param {string} path */
  at = (path) => join(this.dir, path);

  async #makeRoot() {
    const apt = makeAptFolder(this.dir);
    const envFile = `${this.layer}.json`;
    const root = this.at('root');
    if (existsSync(this.layer) && existsSync(envFile)) {
      mkdirSync(root);
      await run('tar', ['-C', root, '--numeric-owner', '-xpf', this.layer]);
      await runInRoot(root, apt, 'apt-get -qq update');
      return { env: JSON.parse(readFileSync(envFile, 'utf8')) };
    }
    return timed(this.report, 'image debian root', 'Making a small Debian for the base images', async () => {
      const env = await makeDebianRoot(root, apt, this.settings);
      await packLayer(root, this.layer);
      writeFileSync(envFile, JSON.stringify(env));
      return { env };
    });
  }

  /** @param {BaseImage} image @param {string} layout @param {import('../go-toolchain.mjs').GoToolchain} toolchain */
  async make(image, layout, toolchain) {
    this.#root ??= this.#makeRoot();
    const { env } = await this.#root;
    const layers = [this.layer];
    if (image.packages || image.script || image.place) {
      const layer = this.at('layer.tar');
      await this.#makeLayer(image, layer, toolchain);
      layers.push(layer);
    }
    const variables = [...(image.config.Env ?? []), ...Object.entries(env).map(([name, value]) => `${name}=${value}`)];
    await writeLayout(layout, { layers, config: { ...image.config, Env: variables }, name: `mirror/library/${image.repository}` });
  }

  /** @param {BaseImage} image @param {string} layer @param {import('../go-toolchain.mjs').GoToolchain} toolchain */
  async #makeLayer({ packages, script, place }, layer, { go, env }) {
    const parts = { upper: this.at('upper'), work: this.at('overlay'), merged: this.at('merged'), extra: this.at('extra') };
    for (const part of [...Object.values(parts), layer]) rmSync(part, { recursive: true, force: true });
    for (const part of Object.values(parts)) mkdirSync(part, { mode: 0o755 });
    const goroot = (await run(go, ['env', 'GOROOT'], { env })).trim();
    await place?.(parts.upper, { work: parts.extra, goroot });
    const install = packages ? `apt-get -qq install --yes --no-install-recommends ${packages.join(' ')} >/dev/null\n` : '';
    await runInRoot(parts.merged, this.at('apt'), `${install}${script ?? ''}`, { lower: this.at('root'), upper: parts.upper, work: parts.work });
    await packLayer(parts.upper, layer);
  }

  close() {
    if (this.#dir) rmSync(this.#dir, { recursive: true, force: true });
  }
}
