import { commitSchema, Problem, watchedPaths } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import { Database } from '../database.js';
import { GitRepositories } from './git-repositories.js';
import { touches } from './pushed-commit.js';

const shortId = 9;

/** What an app says of the repository it lies in. */
export interface RootAndPaths {
  root: string;
  watch: string[];
}

/** Finds out whether a commit changes anything that its app watches. */
@Injectable()
export class FindUnchanged {
  constructor(
    private readonly database: Database,
    private readonly repositories: GitRepositories,
  ) {}

  settings(appId: string): Promise<RootAndPaths> {
    return this.database.prisma.app.findUniqueOrThrow({ where: { id: appId }, select: { root: true, watch: true } });
  }

  /**
   * Says so when nothing that is watched differs between `commit` and the environment's live release; null otherwise, and
   * where that cannot be known. `bring` gets the live release's commit into a repository that may lack it.
   */
  async run(appId: string, environment: string, settings: RootAndPaths, at: { path: string; commit: string }, bring?: (commit: string) => Promise<void>): Promise<string | null> {
    const watched = watchedPaths(settings);
    if (watched.length === 0) return null;
    const found = await this.database.prisma.environment.findUnique({ where: { appId_slug: { appId, slug: environment } }, select: { liveRelease: { select: { version: true, source: true } } } });
    const live = commitSchema.safeParse((found?.liveRelease?.source as { commit?: unknown } | undefined)?.commit);
    if (!live.success) return null;
    try {
      await bring?.(live.data.id);
    } catch (error) {
      if (error instanceof Problem) return null; // it is gone there: everything counts as changed
      throw error;
    }
    if ((await touches(this.repositories, at.path, live.data.id, at.commit, watched)) !== false) return null;
    return `since ${live.data.id.slice(0, shortId)}, which is live as v${found!.liveRelease!.version}, nothing has changed in ${watched.join(', ')}.`;
  }
}
