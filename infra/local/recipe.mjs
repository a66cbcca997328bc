import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { authorityBundle } from './machine.mjs';
import { here, inCluster } from './paths.mjs';
import { putFile } from './put-file.mjs';

const stampFile = () => inCluster('recipe');

/** @param {string} folder @returns {string[]} */
function files(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)]))
    .filter((file) => !/(\.md|\.test\.ts|_test\.go)$/.test(file));
}

/** Hash of everything that makes the cluster what it is. */
export function recipeHash() {
  const hash = createHash('sha256').update(process.arch).update(readFileSync(authorityBundle()));
  const root = join(here, '..');
  for (const file of [...files(here), ...files(join(root, 'images'))].sort()) hash.update(`\0${relative(root, file)}\0`).update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}

/** @returns {string | undefined} the recipe that the cluster was last brought up by, whole */
export function readStamp() {
  try {
    return readFileSync(stampFile(), 'utf8');
  } catch {
    return undefined; // never
  }
}

/** @param {string} recipe */
export const writeStamp = (recipe) => putFile(stampFile(), recipe);
