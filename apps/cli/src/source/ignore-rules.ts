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

export interface Verdict {
  ignored: boolean;
  /** .berthignore takes back what a .gitignore leaves out; inside a folder, those .gitignore files then count no more. */
  takenBack: boolean;
}

/** Whether `path` is left out: the last rule that speaks of it decides, and .berthignore has the last word. */
export function verdictOn(path: string, isFolder: boolean, { git, berth }: IgnoreRules): Verdict {
  const byGit = lastWord(path, isFolder, git) ?? false;
  const byBerth = lastWord(path, isFolder, berth);
  return { ignored: byBerth ?? byGit, takenBack: byGit && byBerth === false };
}

/** True or false as the last rule says; undefined when none speaks of the path. */
function lastWord(path: string, isFolder: boolean, levels: readonly Level[]): boolean | undefined {
  let word: boolean | undefined;
  for (const { folder, rules } of levels) {
    const inside = relative(folder, path).split(sep).join('/');
    const { ignored, unignored } = rules.test(isFolder ? `${inside}/` : inside);
    if (ignored || unignored) word = ignored;
  }
  return word;
}
