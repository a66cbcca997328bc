import { lstatSync, readdirSync, readlinkSync, type Dirent } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileFailure } from '../settings/file-failure.js';
import { rulesAbove, rulesInside, verdictOn, type IgnoreRules } from './ignore-rules.js';

export type SourceEntry =
  /** `path` is relative, apart by `/`; `bytes` is the size when it was listed. */
  | { type: 'file'; path: string; bytes: number; executable: boolean }
  | { type: 'link'; path: string; target: string }
  /** A folder without anything in it that is packed. */
  | { type: 'folder'; path: string };

export interface SourceFiles {
  folder: string;
  /** Sorted by path, so that equal folders give equal archives. */
  entries: SourceEntry[];
  files: number;
  bytes: number;
  /** Links that point outside the folder, and what is no file at all: left out. */
  leftOut: string[];
  /** Whether anything was there to be ignored. */
  anyIgnored: boolean;
}

const never = new Set(['.git', '.berth', '.hg', '.svn']);
const nodeProject = new Set(['package.json', 'package-lock.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock', 'bun.lockb']);

/** What a deployment of `folder` packs: everything that .gitignore and .berthignore leave, but not version control and installed packages. */
export function listFiles(folder: string): SourceFiles {
  const result: SourceFiles = { folder, entries: [], files: 0, bytes: 0, leftOut: [], anyIgnored: false };
  walk(folder, '', rulesAbove(folder), result);
  result.entries.sort((a, b) => (a.path < b.path ? -1 : 1));
  return result;
}

function walk(folder: string, prefix: string, above: IgnoreRules, result: SourceFiles): number {
  const rules = rulesInside(folder, above);
  const children = read(folder);
  const isNodeProject = children.some(({ name }) => nodeProject.has(name));
  let packed = 0;
  for (const child of children) {
    const path = prefix === '' ? child.name : `${prefix}/${child.name}`;
    const absolute = join(folder, child.name);
    if (never.has(child.name) || (child.name === 'node_modules' && isNodeProject)) continue;
    const { ignored, takenBack } = verdictOn(absolute, child.isDirectory(), rules);
    if (ignored) {
      result.anyIgnored = true;
      continue;
    }
    if (child.isDirectory()) {
      const inside = walk(absolute, path, takenBack ? { ...rules, git: [] } : rules, result);
      if (inside === 0) result.entries.push({ type: 'folder', path });
      packed++;
    } else {
      packed += add(absolute, path, child, result);
    }
  }
  return packed;
}

function read(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw fileFailure(error, folder, 'read');
  }
}

/** Adds what is no folder; returns how many entries that gave. */
function add(absolute: string, path: string, child: Dirent, result: SourceFiles): number {
  if (child.isFile()) {
    const { size, mode } = lstatSync(absolute);
    result.entries.push({ type: 'file', path, bytes: size, executable: (mode & 0o111) !== 0 });
    result.files++;
    result.bytes += size;
    return 1;
  }
  if (child.isSymbolicLink()) {
    const target = readlinkSync(absolute).replaceAll('\\', '/');
    if (staysInside(path, target)) {
      result.entries.push({ type: 'link', path, target });
      result.files++;
      return 1;
    }
  }
  result.leftOut.push(path);
  return 0;
}

/** True when the link at `path` points to something below the root of the source. */
export function staysInside(path: string, target: string): boolean {
  if (target === '' || posix.isAbsolute(target)) return false;
  const reached = posix.normalize(posix.join(dirname(path), target));
  return reached !== '..' && !reached.startsWith('../');
}
