import { join } from 'node:path';
import { here } from '../paths.mjs';
import { path, suite } from './debian-suite.mjs';
import { golang } from './recipes/golang.mjs';
import { nginx } from './recipes/nginx.mjs';
import { node } from './recipes/node.mjs';
import { python } from './recipes/python.mjs';

/**
 * One base image: what is added to the Debian root below it.
 * @typedef {object} BaseImage
 * @property {string} repository below `mirror/library/`
 * @property {string[]} tags
 * @property {string[]} [packages] of Debian
 * @property {string} [script] runs in the root, after the packages
 * @property {(upper: string, context: { work: string, goroot: string }) => Promise<void>} [place] puts files into the layer before; its recipe's file stands for it in the image's hash
 * @property {import('../images/image-layout.mjs').ImageConfig} config
 */

/** The file that an image's `place` comes from. @param {BaseImage} image */
export const recipeFile = ({ repository }) => join(here, 'base-images', 'recipes', `${repository}.mjs`);

/** @returns {BaseImage} */
const debian = () => ({
  repository: 'debian',
  tags: [suite, `${suite}-slim`, '12', '12-slim', 'stable', 'stable-slim', 'latest'],
  config: { Env: [`PATH=${path}`], Cmd: ['bash'] },
});

/**
 * The base images, the most wanted first.
 * @param {{ goVersion: string, goSettings: Record<string, string> }} machine
 * @returns {BaseImage[]}
 */
export const baseImages = ({ goVersion, goSettings }) => [
  node('24.21.0', ['lts', 'krypton', 'current', 'latest']),
  debian(),
  python(),
  golang(goVersion, goSettings),
  nginx(),
  node('22.23.3', ['jod']),
];
