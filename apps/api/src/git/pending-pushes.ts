import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Env } from '../env.js';
import type { RepositoryKey } from './git-repositories.js';

const named = /^([0-9a-f-]{36})_([0-9a-f-]{36})_[0-9a-f-]{36}(?:_(\d+))?$/;

const saidSchema = z.object({ changed: z.array(z.string()), deleted: z.array(z.string()), by: z.string(), options: z.array(z.string()).default([]) });

/** A push that is stored, and whose deployment may not have been made. */
export interface PendingPush extends RepositoryKey {
  mark: string;
  /** When it was pushed. */
  since: Date;
  /** Names that were pushed or deleted, and the user who did; null for a mark that does not say. */
  said: z.infer<typeof saidSchema> | null;
}

/**
 * Marks of pushes under way, as files beside the repositories: git's hook sets one just before a push is stored, and it
 * goes when its deployment is made. What a killed process leaves is found by the next, at no cost while there is none.
 */
@Injectable()
export class PendingPushes {
  private readonly folder: string;

  constructor(env: Env) {
    this.folder = join(env.gitDir, 'pending');
  }

  /** A place for the hook to set a mark at, of a push at `since`. */
  async newMark({ tenantId, appId }: RepositoryKey, since = new Date()): Promise<string> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    return join(this.folder, `${tenantId}_${appId}_${randomUUID()}_${since.getTime()}`);
  }

  /** What was given with `git push -o`; none for a push whose mark is gone. */
  async options(mark: string): Promise<string[]> {
    return said((await ifThere(readFile(mark, 'utf8'))) ?? '')?.options ?? [];
  }

  async remove(mark: string): Promise<void> {
    await rm(mark, { force: true });
  }

  /** True while a push to the repository is stored and not followed up. */
  async any({ tenantId, appId }: RepositoryKey): Promise<boolean> {
    return ((await ifThere(readdir(this.folder))) ?? []).some((name) => name.startsWith(`${tenantId}_${appId}_`));
  }

  /** Takes over the marks that nobody has touched for `olderThanMs`; each is given to one caller alone. */
  async takeLeft(olderThanMs: number): Promise<PendingPush[]> {
    const taken: PendingPush[] = [];
    for (const name of (await ifThere(readdir(this.folder))) ?? []) { // before the first push there is no folder
      const [, tenantId, appId, at] = named.exec(name) ?? [];
      if (tenantId === undefined || appId === undefined) continue;
      const found = await ifThere(stat(join(this.folder, name)));
      if (!found || Date.now() - found.mtimeMs < olderThanMs) continue;
      const since = new Date(at === undefined ? Date.now() : Number(at)); // older versions did not say
      const mark = await this.newMark({ tenantId, appId }, since);
      const mine = await ifThere(rename(join(this.folder, name), mark).then(() => true));
      if (!mine) continue; // another process was faster
      await utimes(mark, new Date(), new Date());
      taken.push({ tenantId, appId, mark, since, said: said(await readFile(mark, 'utf8')) });
    }
    return taken;
  }
}

/** Older versions wrote nothing into a mark, and a process that was killed may have written half. */
function said(text: string): PendingPush['said'] {
  try {
    return saidSchema.parse(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
    throw error;
  }
}

/** Undefined where the file is absent. */
const ifThere = <T>(found: Promise<T>): Promise<T | undefined> => found.catch((error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? undefined : Promise.reject(error)));
