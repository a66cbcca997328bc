import { statSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { usageFailure } from '../cli-failure.js';

/** The folder that is packed when `root` of `folder` is the source; `folder` itself when it is that root already. Throws when there is none. */
export function rootFolder(folder: string, root: string): string {
  if (root === '') return folder;
  const inside = join(folder, root);
  if (statSync(inside, { throwIfNoEntry: false })?.isDirectory()) return inside;
  if (resolve(folder).split(sep).join('/').endsWith(`/${root}`)) return folder;
  throw usageFailure(`There is no folder ${root} in ${folder}, and it is the root of the app.`, 'Go to the top of the repository, name another with --root FOLDER, or change the app’s: `berth apps set --root FOLDER`.');
}
