import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { fileFailure } from '../settings/file-failure.js';

interface Level {
  /** Folder of the rules, absolute. */
  folder: string;
  rules: Ignore;
}

/** What one folder's files leave out; the rules of the folders above come with it. */
export interface IgnoreRules {
  readonly git: readonly Level[];
  readonly berth: readonly Level[];
}

function readRules(folder: string, file: string): Level | null {
  const path = join(folder, file);
  try {
    return { folder, rules: ignore().add(readFileSync(path, 'utf8')) };
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EISDIR')) return null;
    throw fileFailure(error, path, 'read');
  }
}

const extend = (levels: readonly Level[], level: Level | null) => (level ? [...levels, level] : levels);

/** The rules inside `folder`, given those of the folder that holds it. */
export const rulesInside = (folder: string, above: IgnoreRules): IgnoreRules => ({
  git: extend(above.git, readRules(folder, '.gitignore')),
  berth: extend(above.berth, readRules(folder, '.berthignore')),
});

/** The rules of the repository that `folder` lies in, from above it; none outside a repository. */
export function rulesAbove(folder: string): IgnoreRules {
  if (existsSync(join(folder, '.git'))) return { git: [], berth: [] };
  const above: string[] = [];
  for (let current = dirname(folder); ; current = dirname(current)) {
    above.unshift(current);
    if (existsSync(join(current, '.git'))) break;
    if (dirname(current) === current) return { git: [], berth: [] };
  }
  return { git: above.reduce<readonly Level[]>((levels, each) => extend(levels, readRules(each, '.gitignore')), []), berth: [] };
}

/** True when `path` is left out: the last rule that speaks of it decides, and .berthignore has the last word. */
export function isIgnored(path: string, isFolder: boolean, { git, berth }: IgnoreRules): boolean {
  let ignored = false;
  for (const { folder, rules } of [...git, ...berth]) {
    const inside = relative(folder, path).split(sep).join('/');
    const verdict = rules.test(isFolder ? `${inside}/` : inside);
    if (verdict.ignored) ignored = true;
    else if (verdict.unignored) ignored = false;
  }
  return ignored;
}
