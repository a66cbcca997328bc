import { z } from 'zod';
import { hasForbiddenCharacters } from './source-path.js';

const leaves = (path: string): boolean => path.split('/').includes('..');

/** The folder of a repository that is an app's source, without `./` and a last `/`; empty for all of it. */
export const sourceRoot = z
  .string()
  .max(255)
  .transform((path) => path.split('/').filter((part, at) => (part !== '' || at === 0) && part !== '.').join('/'))
  .refine((path) => !path.startsWith('/') && !leaves(path) && !path.includes('\\') && !hasForbiddenCharacters(path), 'must be a folder inside the repository, such as `services/api`');

/** A path of a repository as git matches it: `*` within a folder, `**` across folders, a folder with everything in it; with `!` in front it is left out. */
export const watchedPath = z
  .string()
  .min(1)
  .max(255)
  .refine((path) => !/^!?(\/|$)/.test(path) && !leaves(path) && !hasForbiddenCharacters(path), 'must be a path inside the repository, such as `packages/**` or `!docs/**`');

/** What an app's pushes are looked at for: its root, and what it watches besides. None: everything. */
export function watchedPaths({ root, watch }: { root: string; watch: readonly string[] }): string[] {
  const added = watch.filter((path) => !path.startsWith('!'));
  return root === '' || added.includes(root) ? [...watch] : [root, ...watch];
}
