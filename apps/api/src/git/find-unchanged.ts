import { commitSchema, Problem, readBerthFile, watchedPaths } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import { Database } from '../database.js';
import { GitRepositories } from './git-repositories.js';
import { textAt, touches } from './pushed-commit.js';

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

  /** What the berth.yaml of a commit watches, and itself where it names paths at all; nothing where it cannot be read: the upload names its mistakes. */
  private async watchOfFile({ path, commit }: { path: string; commit: string }, root: string): Promise<string[]> {
    const file = root === '' ? 'berth.yaml' : `${root}/berth.yaml`;
    const text = await textAt(this.repositories, path, commit, file);
    const read = text === null ? null : readBerthFile(text);
    const watch = read?.ok ? (read.file.watch ?? []) : [];
    return watch.some((one) => !one.startsWith('!')) ? [file, ...watch] : watch;
  }

  /**
   * Says so when nothing that is watched differs between `commit` and the environment's live release; null otherwise, and
   * where that cannot be known. `bring` gets the live release's commit into a repository that may lack it.
   */
  async run(appId: string, environment: string, settings: RootAndPaths, at: { path: string; commit: string }, bring?: (commit: string) => Promise<void>): Promise<string | null> {
    const watched = watchedPaths(settings.watch.length > 0 ? settings : { ...settings, watch: await this.watchOfFile(at, settings.root) });
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
