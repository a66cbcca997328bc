import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { CliFailure } from '../cli-failure.js';
import { fileFailure } from './file-failure.js';

const linkSchema = z.object({ url: z.string(), tenant: z.string(), app: z.string() });
/** The app that a folder belongs to. */
export type FolderLink = z.infer<typeof linkSchema>;

const linkPath = (folder: string) => join(folder, '.berth', 'app.json');

/** The link in `folder` itself, or null. Throws when it is damaged. */
export function readLink(folder: string): FolderLink | null {
  const path = linkPath(folder);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null;
    throw fileFailure(error, path, 'read');
  }
  try {
    return linkSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new CliFailure(`${path} is damaged.`, { code: 'link-damaged', remedy: 'Run `berth unlink`, then `berth link APP`.', cause: error });
  }
}

/** The link of `folder` or of the nearest folder above it. */
export function findLink(folder: string): { folder: string; link: FolderLink } | null {
  for (let current = resolve(folder); ; current = dirname(current)) {
    const link = readLink(current);
    if (link) return { folder: current, link };
    if (dirname(current) === current) return null;
  }
}

/** Links `folder`. The link is the user's own: git ignores it. */
export function writeLink(folder: string, link: FolderLink): void {
  const path = linkPath(folder);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(join(dirname(path), '.gitignore'), '*\n');
    writeFileSync(path, `${JSON.stringify(link, null, 2)}\n`);
  } catch (error) {
    throw fileFailure(error, path, 'write');
  }
}

/** Removes the link of `folder`; false when there was none. */
export function removeLink(folder: string): boolean {
  const path = dirname(linkPath(folder));
  if (!statSync(path, { throwIfNoEntry: false })) return false;
  try {
    rmSync(path, { recursive: true });
  } catch (error) {
    throw fileFailure(error, path, 'write');
  }
  return true;
}
