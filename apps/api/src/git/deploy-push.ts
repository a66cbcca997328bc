import type { Commit } from '@berth/domain';
import { Injectable, Logger } from '@nestjs/common';
import type { EnvironmentKey } from '../apps/environment-key.js';
import { CreateDeployment } from '../deployments/create-deployment.js';
import type { DeploymentView } from '../deployments/deployment-view.js';
import { problemOf } from '../http/problem.filter.js';
import { CreatePreview } from '../previews/create-preview.js';
import { DeletePreview } from '../previews/delete-preview.js';
import { UploadSource } from '../sources/upload-source.js';
import { FindUnchanged } from './find-unchanged.js';
import { FollowPush } from './follow-push.js';
import type { GitTarget } from './git-access.js';
import { GitRepositories } from './git-repositories.js';
import { PendingPushes } from './pending-pushes.js';
import { archiveOf, branchesIn, deployBranch, isDeployBranch, leftOut, markDeployed, newestCommit, pointHeadAt, subjectOf } from './pushed-commit.js';
import { plainLine } from './describe-progress.js';
import type { Listener } from './serve-git.js';

const descriptionLength = 200;
const shortId = 9;
const heads = 'refs/heads/';

interface Accepted {
  key: EnvironmentKey;
  deployment: DeploymentView;
}
export type PushTarget = Omit<GitTarget, 'previews'>;

/** Makes deployments of what was pushed: of the one branch to production, of others to their previews. The push is stored already and stays so, whatever comes of it. */
@Injectable()
export class DeployPush {
  private readonly log = new Logger(DeployPush.name);

  constructor(
    private readonly repositories: GitRepositories,
    private readonly upload: UploadSource,
    private readonly create: CreateDeployment,
    private readonly createPreview: CreatePreview,
    private readonly deletePreview: DeletePreview,
    private readonly follow: FollowPush,
    private readonly pending: PendingPushes,
    private readonly findUnchanged: FindUnchanged,
  ) {}

  /** Never throws: what goes wrong is told to whoever pushed. False when it is tried again. */
  async run(target: PushTarget, changed: readonly string[], listener: Listener): Promise<boolean> {
    const accepted: Accepted[] = [];
    let ours = false;
    try {
      const deploys = await deployBranch(this.repositories, target.repository);
      const there = new Set((await branchesIn(this.repositories, target.repository)).map(({ branch }) => branch));
      for (const branch of changed.filter((ref) => ref.startsWith(heads)).map((ref) => ref.slice(heads.length))) {
        try {
          if (branch === deploys) accepted.push(...[await this.toProduction(target, branch, listener.say)].filter((one) => one !== null));
          else if (there.has(branch)) accepted.push(await this.toPreview(target, branch, listener.say));
          else if (!isDeployBranch(branch)) await this.removePreview(target, branch, listener.say);
        } catch (error) {
          ours = (await this.tellWhy(target, branch === deploys ? null : branch, error, listener.say)) || ours;
        }
      }
      if (!ours) await this.pending.remove(target.mark);
    } catch (error) {
      ours = true;
      await this.tellWhy(target, null, error, listener.say);
    }
    for (const one of accepted) await this.show(target, one, listener);
    return !ours;
  }

  private async show({ actor, app }: PushTarget, { key, deployment }: Accepted, listener: Listener): Promise<void> {
    const { say, gone } = listener;
    try {
      await this.follow.run(actor.tenant.id, key, deployment, listener);
    } catch (error) {
      const problem = problemOf(error);
      if (problem.status >= 500) this.log.error({ err: error, appId: app.id, deploymentId: deployment.id }, 'a push was not followed through');
      await say(`Its progress cannot be shown: ${plainLine(problem.message)}\n`);
    }
    const where = key.environment === 'production' ? '' : ` --environment ${key.environment}`;
    if (gone.aborted) await say(`The deployment goes on without this connection. Follow it: berth follow ${deployment.number} --app ${key.app}${where} --tenant ${actor.tenant.slug}\n`);
  }

  /** What is the push's own fault stays so; what is ours is tried again, and the answer is true. */
  private async tellWhy({ app }: PushTarget, preview: string | null, error: unknown, say: Listener['say']): Promise<boolean> {
    const { status, message, remedy } = problemOf(error);
    const ours = status >= 500;
    if (ours) this.log.error({ err: error, appId: app.id }, 'a push was not followed through');
    const again = `berth deploy${preview === null ? '' : ` --preview ${preview}`}`;
    const next = ours ? 'The push is stored, and is deployed as soon as that is possible: see berth deployments' : `What to do: ${plainLine(remedy)}\nThe push is stored, but not deployed. Push another commit, or run: ${again}`;
    await say(`\nError: ${plainLine(message)}\n${next}\n`);
    return ours;
  }

  /** Null when nothing that is watched has changed. */
  private async toProduction(target: PushTarget, branch: string, say: Listener['say']): Promise<Accepted | null> {
    await pointHeadAt(this.repositories, target.repository, branch);
    const { id } = await newestCommit(this.repositories, target.repository, branch);
    const unchanged = await this.unchanged(target, id);
    if (unchanged !== null) {
      await say(`Berth: ${id.slice(0, shortId)} is stored on ${plainLine(branch)}\nNothing is deployed: ${plainLine(unchanged)}\nTo deploy all the same, run: berth deploy\nor push an empty commit: git commit --allow-empty -m Deploy, then git push -o force\n`);
      await markDeployed(this.repositories, target.repository, id);
      return null;
    }
    const accepted = await this.accept(target, branch, say, async () => 'production');
    await markDeployed(this.repositories, target.repository, accepted.commit.id);
    return accepted;
  }

  private async unchanged({ app, repository, mark }: PushTarget, commit: string): Promise<string | null> {
    if ((await this.pending.options(mark)).includes('force')) return null;
    return this.findUnchanged.run(app.id, 'production', await this.findUnchanged.settings(app.id), { path: repository, commit });
  }

  private toPreview(target: PushTarget, branch: string, say: Listener['say']): Promise<Accepted> {
    return this.accept(target, branch, say, async () => {
      const { environment, made } = await this.createPreview.ensure(target.actor, target.app.slug, branch);
      await say(`Preview of ${plainLine(branch)}: environment ${environment}${made ? ', made now' : ''}\n`);
      return environment;
    });
  }

  private async removePreview({ actor, app }: PushTarget, branch: string, say: Listener['say']): Promise<void> {
    try {
      await this.deletePreview.run(actor, app.slug, branch);
      await say(`Berth: the preview of ${plainLine(branch)} is being deleted.\n`);
    } catch (error) {
      const { code } = problemOf(error);
      if (code !== 'not-found' && code !== 'wrong-state') throw error; // it has none, or that goes already
    }
  }

  private async accept({ actor, app, repository }: PushTarget, branch: string, say: Listener['say'], environmentOf: () => Promise<string>): Promise<Accepted & { commit: Commit }> {
    const commit = await newestCommit(this.repositories, repository, branch);
    await say(`Berth: ${commit.id.slice(0, shortId)} is stored on ${plainLine(branch)}\n`);
    const { root } = await this.findUnchanged.settings(app.id);
    for (const text of await leftOut(this.repositories, repository, commit.id, root)) await say(`! ${plainLine(text)}\n`);
    const source = await this.upload.take(actor, app.slug, () => archiveOf(this.repositories, repository, commit.id, root));
    await say(`Detected ${source.detected.kind}${source.detected.version === null ? '' : ` ${source.detected.version}`} (${plainLine(source.detected.reason)})\n`);
    const description = `${commit.id.slice(0, shortId)} ${subjectOf(commit)}`.trim().slice(0, descriptionLength);
    const key = { app: app.slug, environment: await environmentOf() };
    return { key, commit, deployment: await this.create.run(actor, key, { source: source.id, description }, commit) };
  }
}
