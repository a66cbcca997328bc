import { recordEvent } from '@berth/db';
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
/** What could not be deployed for so long is not what anybody waits for. */
const giveUpMs = 24 * 3_600_000;
const longestReason = 500;
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

  /** Follows up pushes that nobody has followed up for this long, in milliseconds; gives up those that are older than `mostMs` and fail once more. */
  async resume(olderThanMs: number, mostMs = giveUpMs): Promise<void> {
    for (const push of await this.pending.takeLeft(olderThanMs)) {
      const failure = await this.resumeOne(push).catch((error: unknown) => String(error));
      if (failure === null) continue;
      this.log.error(`the push to app ${push.appId} was not followed up: ${failure}`);
      if (Date.now() - push.since.getTime() >= mostMs) await this.giveUp(push, failure).catch((error: unknown) => this.log.error(`the push to app ${push.appId} was not given up: ${String(error)}`));
    }
  }

  private async giveUp({ tenantId, appId, mark, said }: PendingPush, failure: string): Promise<void> {
    await this.database.write((tx) => recordEvent(tx, { tenantId, appId }, 'push.givenUp', { refs: [...(said?.changed ?? []), ...(said?.deleted ?? [])], reason: failure.slice(0, longestReason) }));
    await this.pending.remove(mark);
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

  /** Null, or why it is to be tried again. */
  private async resumeOne({ tenantId, appId, mark, said }: PendingPush): Promise<string | null> {
    const done = (): Promise<null> => this.pending.remove(mark).then(() => null);
    const app = await this.database.prisma.app.findFirst({ where: { id: appId, tenantId, state: 'active' }, select: { id: true, slug: true, tenant: { select: { slug: true } } } });
    if (!app) return done();
    const repository = this.repositories.pathOf({ tenantId, appId });
    const deploys = await deployBranch(this.repositories, repository);
    const left = await this.notFollowedUp(appId, repository, deploys, said);
    if (left.length === 0) return done();
    const actor = await this.authenticate.byUser(said?.by ?? (await lastPusher(this.repositories, repository, deploys!)), app.tenant.slug);
    if (!('tenant' in actor) || !roleAtLeast(actor.role, 'developer')) {
      this.log.warn(`app ${app.slug} of tenant ${app.tenant.slug}: who pushed is no developer of it any more`);
      return done();
    }
    this.log.warn(`app ${app.slug} of tenant ${app.tenant.slug}: a push had not been followed up; it is now`);
    const words: string[] = [];
    const followed = await this.deploy.run({ actor, app, repository, mark }, left, { say: async (text) => void words.push(text), gone: AbortSignal.abort() });
    return followed ? null : (/^Error: (.+)$/m.exec(words.join(''))?.[1] ?? 'it was not followed through');
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
