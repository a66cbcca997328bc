import { readPreviewSettings } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import { Database } from '../database.js';
import type { GitTarget } from './git-access.js';
import { GitRepositories } from './git-repositories.js';
import { PendingPushes } from './pending-pushes.js';
import { branchesIn, isDeployBranch } from './pushed-commit.js';

/** What git's hook needs to know to refuse a branch before it is stored. */
export interface PushedPreviews {
  app: string;
  enabled: boolean;
  patterns: string[];
  most: number;
  known: string[];
  leaving: string[];
}

/** The branches in a repository that stand for previews. */
@Injectable()
export class PreviewBranches {
  constructor(
    private readonly database: Database,
    private readonly repositories: GitRepositories,
    private readonly pending: PendingPushes,
  ) {}

  async of({ id, slug }: { id: string; slug: string }): Promise<PushedPreviews> {
    const { previews, environments } = await this.database.prisma.app.findUniqueOrThrow({
      where: { id },
      select: { previews: true, environments: { where: { kind: 'preview' }, orderBy: { createdAt: 'asc' }, select: { branch: true, state: true } } },
    });
    const { enabled, branches, most } = readPreviewSettings(previews);
    const inState = (active: boolean): string[] => environments.flatMap(({ branch, state }) => (branch !== null && (state === 'active') === active ? [branch] : []));
    return { app: slug, enabled, patterns: branches, most, known: inState(true), leaving: inState(false) };
  }

  /**
   * Forgets branches whose preview is gone, so that a push of the same commit makes it anew. A push that is under way may
   * have stored its branch before its preview is there: then nothing is forgotten.
   */
  async prune({ actor, app, repository, previews }: GitTarget): Promise<void> {
    const gone = (await branchesIn(this.repositories, repository)).filter(({ branch }) => !isDeployBranch(branch) && !previews.known.includes(branch));
    if (gone.length === 0 || (await this.pending.any({ tenantId: actor.tenant.id, appId: app.id }))) return;
    const now = new Set((await this.of(app)).known);
    for (const { branch, commit } of gone) if (!now.has(branch)) await this.repositories.git(repository, ['update-ref', '-d', `refs/heads/${branch}`, commit]);
  }
}
