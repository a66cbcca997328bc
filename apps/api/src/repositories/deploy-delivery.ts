import { recordEvent } from '@berth/db';
import { Problem, ruleFor, type BranchRule } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import type { TenantActor, TenantState } from '../account/actor.js';
import { Database } from '../database.js';
import { CreateDeployment } from '../deployments/create-deployment.js';
import { FindUnchanged } from '../git/find-unchanged.js';
import { GitRepositories } from '../git/git-repositories.js';
import { archiveOf, leftOut, newestCommit, subjectOf } from '../git/pushed-commit.js';
import { CreatePreview } from '../previews/create-preview.js';
import { DeletePreview } from '../previews/delete-preview.js';
import { UploadSource } from '../sources/upload-source.js';
import { FetchCommit, type FetchedRepository } from './fetch-commit.js';
import { isPullRequest, pullRequestEvents } from './pull-request.js';
import { rowOf } from './repository-view.js';
import { SealRepository } from './seal-repository.js';

const descriptionLength = 200;
const shortId = 9;
/** Where the live release's commit is put, to be compared with. */
const liveBranch = 'berth-live';

/** A delivery that one process works on. */
export interface ClaimedDelivery {
  id: string;
  tenantId: string;
  repositoryId: string;
  appId: string;
  event: string;
  branch: string;
  commit: string | null;
  before: string | null;
  attempt: number;
}

/** How a delivery ended that became no deployment. */
export interface Ended {
  state: 'ignored' | 'removed';
  reason: string;
}

interface Work {
  claimed: ClaimedDelivery;
  app: string;
  /** Null: the branch's own preview. */
  environment: string | null;
  actor: TenantActor;
}

/** Makes a deployment of a push that a provider told of: the commit is fetched, and goes the way of a git push. */
@Injectable()
export class DeployDelivery {
  constructor(
    private readonly database: Database,
    private readonly sealing: SealRepository,
    private readonly fetch: FetchCommit,
    private readonly repositories: GitRepositories,
    private readonly upload: UploadSource,
    private readonly create: CreateDeployment,
    private readonly createPreview: CreatePreview,
    private readonly deletePreview: DeletePreview,
    private readonly findUnchanged: FindUnchanged,
  ) {}

  /** Null when it was deployed. Throws the problems of fetching, checking and deploying. */
  async run(claimed: ClaimedDelivery, signal: AbortSignal): Promise<Ended | null> {
    const found = await this.database.prisma.repository.findUniqueOrThrow({ where: { id: claimed.repositoryId }, include: { app: { select: { slug: true, tenant: { select: { id: true, slug: true, state: true } } } } } });
    const { app, ...columns } = found;
    const row = rowOf(columns);
    const rule = ruleFor(row.rules, claimed.branch);
    const nothing = nothingToDo(rule, claimed);
    if (nothing !== null) return ignored(nothing);
    const by = `${row.provider} webhook`;
    const actor: TenantActor = { userId: by, email: by, name: by, operator: false, token: null, role: 'developer', tenant: { ...app.tenant, state: app.tenant.state as TenantState } };
    const work = { claimed, app: app.slug, environment: rule?.environment ?? null, actor };
    const token = row.token === null ? null : await this.sealing.open(row, 'token', row.token);
    return this.fetch.run({ provider: row.provider, url: row.url, token }, signal, (repository) => (claimed.commit === null ? this.removePreview(work, repository) : this.deploy(work, claimed.commit, repository)));
  }

  /** A branch that is gone takes its preview with it, and so does a pull request that is closed. */
  private async removePreview({ claimed: { event, branch }, app, actor }: Work, repository: FetchedRepository): Promise<Ended> {
    const what = isPullRequest(event) ? `The pull request of ${branch} was closed` : `The branch ${branch} was deleted`;
    if (!isPullRequest(event) && (await repository.tip(branch)) !== null) return ignored(`The branch ${branch} is there again.`);
    try {
      const { name } = await this.deletePreview.run(actor, app, branch);
      return { state: 'removed', reason: `${what}, and its preview ${name} goes with it.` };
    } catch (error) {
      if (error instanceof Problem && (error.code === 'not-found' || error.code === 'wrong-state')) return ignored(`${what}; it had no preview any more.`);
      throw error;
    }
  }

  private async deploy({ claimed, app, environment: named, actor }: Work, commit: string, repository: FetchedRepository): Promise<Ended | null> {
    const { branch } = claimed;
    const tip = await repository.tip(branch);
    if (tip === null) return ignored(branchIsGone(branch));
    if (tip !== commit && (await this.isOlder(claimed, tip))) return ignored(`${branch} has moved on to ${tip.slice(0, shortId)}, which came by a delivery of its own.`);
    if (claimed.attempt > 1 && (await this.isClosedSince(claimed))) return ignored(`The pull request of ${branch} was closed meanwhile.`);
    if (await this.isDeployed(claimed)) return ignored(`${commit.slice(0, shortId)} came by another delivery, and was deployed.`);
    await repository.fetch(commit, branch);
    const { path } = repository;
    const fetched = await newestCommit(this.repositories, path, branch);
    const settings = await this.findUnchanged.settings(claimed.appId);
    const unchanged = named === null ? null : await this.findUnchanged.run(claimed.appId, named, settings, { path, commit }, (live) => repository.fetch(live, liveBranch));
    if (unchanged !== null) return ignored(`Not deployed: ${unchanged}`);
    const left = await leftOut(this.repositories, path, commit, settings.root);
    const source = await this.upload.take(actor, app, () => archiveOf(this.repositories, path, commit, settings.root));
    const environment = named ?? (await this.createPreview.ensure(actor, app, branch)).environment;
    const description = `${commit.slice(0, shortId)} ${subjectOf(fetched)}`.trim().slice(0, descriptionLength);
    await this.create.run(actor, { app, environment }, { source: source.id, description }, fetched, {
      warnings: left.slice(0, 5),
      within: async (tx, deploymentId) => {
        const { count } = await tx.repositoryDelivery.updateMany({ where: { id: claimed.id, attempt: claimed.attempt, state: 'running' }, data: { state: 'deployed', reason: null, environment, deploymentId, finishedAt: new Date() } });
        if (count === 0) throw new Problem('unavailable', 'Another process works on this delivery.');
        await recordEvent(tx, { tenantId: claimed.tenantId, appId: claimed.appId, deploymentId }, 'repository.delivery', { delivery: claimed.id, state: 'deployed', reason: null });
      },
    });
    return null;
  }

  /** True when a pull request of the branch was closed while this delivery waited for its next attempt. */
  private async isClosedSince({ id, repositoryId, branch }: ClaimedDelivery): Promise<boolean> {
    return (await this.database.prisma.repositoryDelivery.count({ where: { repositoryId, branch, event: { in: Object.values(pullRequestEvents) }, commit: null, id: { gt: id } } })) > 0;
  }

  /** True when the branch's last deployment was made of this very commit: two webhooks tell of one push. */
  private async isDeployed({ id, repositoryId, branch, commit }: ClaimedDelivery): Promise<boolean> {
    const last = await this.database.prisma.repositoryDelivery.findFirst({ where: { repositoryId, branch, state: { in: ['deployed', 'removed'] }, id: { not: id } }, orderBy: { finishedAt: 'desc' }, select: { commit: true } });
    return last?.commit === commit;
  }

  /**
   * True when the branch stands at a commit that came by another delivery: that one is newer, whatever order they came in.
   * A provider whose copies lag behind may still show the commit before this one.
   */
  private async isOlder({ id, repositoryId, branch, before }: ClaimedDelivery, tip: string): Promise<boolean> {
    const others = tip === before ? { gt: id } : { not: id }; // ids are in order of time
    return (await this.database.prisma.repositoryDelivery.count({ where: { repositoryId, branch, commit: tip, id: others } })) > 0;
  }
}

const ignored = (reason: string): Ended => ({ state: 'ignored', reason });
const branchIsGone = (branch: string): string => `The branch ${branch} was deleted; what runs stays.`;

/** Why a message asks for nothing under the rule that counts for its branch; null when it does. */
export function nothingToDo(rule: BranchRule | undefined, { event, branch, commit }: Pick<ClaimedDelivery, 'event' | 'branch' | 'commit'>): string | null {
  if (!rule) return `No rule says where ${branch} is deployed. See them: berth repo rules`;
  if (rule.environment === null) return null;
  if (isPullRequest(event)) return `${branch} is deployed to ${rule.environment} when it is pushed; its pull requests change nothing.`;
  return commit === null ? branchIsGone(branch) : null;
}
