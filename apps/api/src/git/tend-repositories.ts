import { roleAtLeast } from '@berth/domain';
import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Authenticate } from '../account/authenticate.js';
import { Database } from '../database.js';
import { DeployPush } from './deploy-push.js';
import { GitRepositories } from './git-repositories.js';
import { PendingPushes, type PendingPush } from './pending-pushes.js';
import { awaitsDeployment, deployBranch, lastPusher, newestCommit } from './pushed-commit.js';

const lookMs = 30_000;
/** Longer than it takes to make a deployment of what was pushed. */
const leftMs = 120_000;
const tidyEvery = 120;

/** Makes the deployments of pushes whose process was killed, and removes the repositories of apps that were deleted. */
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

  private async resumeOne({ tenantId, appId, mark }: PendingPush): Promise<void> {
    const app = await this.database.prisma.app.findFirst({ where: { id: appId, tenantId, state: 'active' }, select: { id: true, slug: true, tenant: { select: { slug: true } } } });
    const repository = this.repositories.pathOf({ tenantId, appId });
    const branch = app && (await deployBranch(this.repositories, repository));
    if (!app || branch === null || !(await awaitsDeployment(this.repositories, repository, (await newestCommit(this.repositories, repository, branch)).id))) return this.pending.remove(mark);
    const actor = await this.authenticate.byUser(await lastPusher(this.repositories, repository, branch), app.tenant.slug);
    if (!('tenant' in actor) || !roleAtLeast(actor.role, 'developer')) {
      this.log.warn(`app ${app.slug} of tenant ${app.tenant.slug}: who pushed is no developer of it any more`);
      return this.pending.remove(mark);
    }
    this.log.warn(`app ${app.slug} of tenant ${app.tenant.slug}: a push had not been deployed; it is now`);
    await this.deploy.run({ actor, app, repository, mark }, [`refs/heads/${branch}`], { say: async () => undefined, gone: AbortSignal.abort() });
  }
}
