import { hasForbiddenCharacters, Problem } from '@berth/domain';
import type { ArchiveLimits } from './archive-limits.js';

const linkStepsAtMost = 255;
/** What tells GNU or Go readers another name or size than the one that was checked. */
const hidingAttribute = /^(GNU\.sparse\.|SCHILY\.realsize|hdrcharset$)/;

export interface ArchiveEntry {
  name: string;
  type: string | null | undefined;
  linkname?: string | null;
  size: number;
  pax?: Record<string, string> | null;
}

const refused = (sentence: string): Problem => new Problem('source-invalid', sentence);
/** A name from an archive, fit to be shown. */
const shown = (name: string): string => JSON.stringify(name.length > 120 ? `${name.slice(0, 120)}…` : name);

/**
 * The tree that an archive would unpack to, checked entry by entry. Nothing may leave its root: no absolute path, no
 * `..`, no entry below a link, no link that ends outside, whatever other links it passes. Devices, pipes and sparse files
 * are refused, and so is what two readers could read differently.
 */
export class ArchiveTree {
  private readonly files = new Set<string>();
  private readonly folders = new Set<string>(['']);
  private readonly links = new Map<string, string>();
  private entries = 0;

  constructor(private readonly limits: ArchiveLimits) {}

  get filePaths(): string[] {
    return [...this.files];
  }

  /** Checks an entry and returns its path without `./`. Throws source-invalid, source-too-large. */
  add(entry: ArchiveEntry): string {
    this.entries += 1;
    if (this.entries > this.limits.entries) throw new Problem('source-too-large', `The archive has more than ${this.limits.entries} entries.`);
    const hiding = Object.keys(entry.pax ?? {}).find((key) => hidingAttribute.test(key));
    if (hiding !== undefined) throw refused(`${shown(entry.name)} is a sparse file or has the attribute ${shown(hiding)}.`);
    const path = this.checkedPath(entry.name);
    if (entry.type !== 'file' && entry.type !== 'contiguous-file' && entry.size !== 0) throw refused(`${shown(entry.name)} is not a file and has content.`);
    switch (entry.type) {
      case 'file':
      case 'contiguous-file':
        this.claim(path, entry.name);
        this.files.add(path);
        return path;
      case 'directory':
        if (this.files.has(path) || this.links.has(path)) throw refused(`${shown(entry.name)} is there twice.`);
        this.folders.add(path);
        return path;
      case 'symlink':
        this.claim(path, entry.name);
        this.links.set(path, this.checkedTarget(entry));
        return path;
      case 'link': {
        const target = this.checkedPath(entry.linkname ?? '');
        if (!this.files.has(target)) throw refused(`The hard link ${shown(entry.name)} leads to ${shown(entry.linkname ?? '')}, which is no file before it in the archive.`);
        this.claim(path, entry.name);
        this.files.add(path);
        return path;
      }
      default:
        throw refused(`${shown(entry.name)} is of a kind (${entry.type ?? 'unknown'}) that a source may not have.`);
    }
  }

  /** What can only be seen at the end: entries below links or files, and where links really lead. Throws source-invalid, source-empty. */
  finish(): void {
    for (const path of [...this.files, ...this.folders, ...this.links.keys()]) {
      for (let parent = parentOf(path); parent !== ''; parent = parentOf(parent)) {
        if (this.links.has(parent)) throw refused(`${shown(path)} lies below the link ${shown(parent)}.`);
        if (this.files.has(parent)) throw refused(`${shown(path)} lies below ${shown(parent)}, which is a file.`);
      }
    }
    for (const [path, target] of this.links) this.follow(path, target);
    if (this.files.size === 0) throw new Problem('source-empty');
  }

  private checkedPath(name: string): string {
    if (Buffer.byteLength(name) > this.limits.pathBytes) throw refused(`The path ${shown(name)} is longer than ${this.limits.pathBytes} bytes.`);
    if (hasForbiddenCharacters(name)) throw refused(`The path ${shown(name)} has characters that no path may have.`);
    if (name.startsWith('/')) throw refused(`${shown(name)} is an absolute path.`);
    const parts = name.split('/').filter((part) => part !== '' && part !== '.');
    if (parts.includes('..')) throw refused(`${shown(name)} leaves the folder.`);
    if (parts.some((part) => Buffer.byteLength(part) > this.limits.nameBytes)) throw refused(`The path ${shown(name)} has a name longer than ${this.limits.nameBytes} bytes.`);
    return parts.join('/');
  }

  private checkedTarget({ name, linkname }: ArchiveEntry): string {
    const target = linkname ?? '';
    if (target === '' || hasForbiddenCharacters(target) || Buffer.byteLength(target) > this.limits.pathBytes) throw refused(`The link ${shown(name)} leads nowhere.`);
    if (target.startsWith('/')) throw refused(`The link ${shown(name)} leads to the absolute path ${shown(target)}.`);
    return target;
  }

  private claim(path: string, name: string): void {
    if (path === '' || this.files.has(path) || this.links.has(path) || this.folders.has(path)) throw refused(path === '' ? `${shown(name)} is no name of a file.` : `${shown(name)} is there twice.`);
  }

  private follow(path: string, target: string): void {
    const escapes = () => refused(`The link ${shown(path)} leads out of the folder.`);
    const ahead = target.split('/').toReversed();
    let here = parentOf(path);
    for (let steps = 0; ahead.length > 0; steps += 1) {
      if (steps > linkStepsAtMost * 4) throw refused(`The link ${shown(path)} leads in a circle.`);
      const part = ahead.pop()!;
      if (part === '' || part === '.') continue;
      if (part === '..') {
        if (here === '') throw escapes();
        here = parentOf(here);
        continue;
      }
      const next = here === '' ? part : `${here}/${part}`;
      const further = this.links.get(next);
      if (further === undefined) here = next;
      else ahead.push(...further.split('/').toReversed());
    }
  }
}

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
