import { roleAtLeast } from '@berth/domain';
import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Authenticate } from '../account/authenticate.js';
import { Database } from '../database.js';
import { DeployPush } from './deploy-push.js';
import { GitRepositories } from './git-repositories.js';
import { PendingPushes, type PendingPush } from './pending-pushes.js';
import { awaitsDeployment, branchesIn, deployBranch, lastPusher } from './pushed-commit.js';

const lookMs = 30_000;
/** Longer than it takes to make a deployment of what was pushed. */
const leftMs = 120_000;
const tidyEvery = 120;
const heads = 'refs/heads/';

/** Follows up pushes whose process was killed, and removes the repositories of apps that were deleted. */
@Injectable()
export class TendRepositories implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(TendRepositories.name);
  private timer: NodeJS.Timeout | undefined;
  private looks = 0;

  constructor(
    private readonly database: Database,
    private readonly repositories: GitRepositories,
    private readonly pending: PendingPushes,
    private readonly authenticate: Authenticate,
    private readonly deploy: DeployPush,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.look().catch((error: unknown) => this.log.error(`repositories were not tended: ${String(error)}`)), lookMs).unref();
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    await this.resume(leftMs);
    if (this.looks++ % tidyEvery === 0) await this.tidy();
  }

  /** Follows up pushes that nobody has followed up for this long, in milliseconds. */
  async resume(olderThanMs: number): Promise<void> {
    for (const push of await this.pending.takeLeft(olderThanMs)) {
      await this.resumeOne(push).catch((error: unknown) => this.log.error(`the push to app ${push.appId} was not followed up: ${String(error)}`));
    }
  }

  /** Removes repositories whose app or tenant has a tombstone; one that is merely not known is left alone. */
  async tidy(): Promise<void> {
    const there = await this.repositories.list();
    if (there.length === 0) return;
    const ids = [...new Set(there.flatMap(({ tenantId, appId }) => [tenantId, appId]))];
    const dead = await this.database.prisma.tombstone.findMany({ where: { objectId: { in: ids }, kind: { in: ['app', 'tenant'] } }, select: { objectId: true } });
    const gone = new Set(dead.map(({ objectId }) => objectId));
    for (const key of there) if (gone.has(key.appId) || gone.has(key.tenantId)) await this.repositories.remove(key);
  }

  private async resumeOne({ tenantId, appId, mark, said }: PendingPush): Promise<void> {
    const app = await this.database.prisma.app.findFirst({ where: { id: appId, tenantId, state: 'active' }, select: { id: true, slug: true, tenant: { select: { slug: true } } } });
    if (!app) return this.pending.remove(mark);
    const repository = this.repositories.pathOf({ tenantId, appId });
    const deploys = await deployBranch(this.repositories, repository);
    const left = await this.notFollowedUp(appId, repository, deploys, said);
    if (left.length === 0) return this.pending.remove(mark);
    const actor = await this.authenticate.byUser(said?.by ?? (await lastPusher(this.repositories, repository, deploys!)), app.tenant.slug);
    if (!('tenant' in actor) || !roleAtLeast(actor.role, 'developer')) {
      this.log.warn(`app ${app.slug} of tenant ${app.tenant.slug}: who pushed is no developer of it any more`);
      return this.pending.remove(mark);
    }
    this.log.warn(`app ${app.slug} of tenant ${app.tenant.slug}: a push had not been followed up; it is now`);
    await this.deploy.run({ actor, app, repository, mark }, left, { say: async () => undefined, gone: AbortSignal.abort() });
  }

  /** Names that the push has changed in the repository, as far as nothing was made of them. */
  private async notFollowedUp(appId: string, repository: string, deploys: string | null, said: PendingPush['said']): Promise<string[]> {
    const there = new Map((await branchesIn(this.repositories, repository)).map(({ branch, commit }) => [`${heads}${branch}`, commit]));
    const left = (said?.deleted ?? []).filter((ref) => !there.has(ref));
    for (const ref of said?.changed ?? (deploys === null ? [] : [`${heads}${deploys}`])) {
      const commit = there.get(ref);
      if (commit === undefined) continue; // git did not come to it
      const branch = ref.slice(heads.length);
      const waits = branch === deploys ? await awaitsDeployment(this.repositories, repository, commit) : (await this.database.prisma.deployment.count({ where: { environment: { appId, branch }, input: { path: ['commit', 'id'], equals: commit } } })) === 0;
      if (waits) left.push(ref);
    }
    return left;
  }
}
