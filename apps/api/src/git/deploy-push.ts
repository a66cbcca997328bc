import type { Commit, Problem } from '@berth/domain';
import { Injectable, Logger } from '@nestjs/common';
import type { EnvironmentKey } from '../apps/environment-key.js';
import { CreateDeployment } from '../deployments/create-deployment.js';
import type { DeploymentView } from '../deployments/deployment-view.js';
import { problemOf } from '../http/problem.filter.js';
import { UploadSource } from '../sources/upload-source.js';
import { FollowPush } from './follow-push.js';
import type { GitTarget } from './git-access.js';
import { GitRepositories } from './git-repositories.js';
import { PendingPushes } from './pending-pushes.js';
import { archiveOf, deployBranch, markDeployed, newestCommit, pointHeadAt, subjectOf, submodules } from './pushed-commit.js';
import { plainLine } from './describe-progress.js';
import type { Listener } from './serve-git.js';

const descriptionLength = 200;
const shortId = 9;

/** Makes a deployment of what was pushed. The push is stored already and stays so, whatever comes of it. */
@Injectable()
export class DeployPush {
  private readonly log = new Logger(DeployPush.name);

  constructor(
    private readonly repositories: GitRepositories,
    private readonly upload: UploadSource,
    private readonly create: CreateDeployment,
    private readonly follow: FollowPush,
    private readonly pending: PendingPushes,
  ) {}

  /** Never throws: what goes wrong is told to whoever pushed. */
  async run(target: GitTarget, changed: readonly string[], listener: Listener): Promise<void> {
    const { say, gone } = listener;
    const key = { app: target.app.slug, environment: 'production' };
    let accepted: DeploymentView | undefined;
    try {
      const branch = await deployBranch(this.repositories, target.repository);
      if (branch !== null && changed.includes(`refs/heads/${branch}`)) accepted = await this.accept(target, key, branch, say);
      await this.pending.remove(target.mark);
      if (!accepted) return;
      await this.follow.run(target.actor.tenant.id, key, accepted, listener);
    } catch (error) {
      const problem = problemOf(error);
      if (problem.status >= 500) this.log.error({ err: error, appId: target.app.id, deploymentId: accepted?.id }, 'a push was not followed through');
      if (accepted) await say(`Its progress cannot be shown: ${plainLine(problem.message)}\n`);
      else await this.tellWhy(target, problem, say);
    }
    if (accepted && gone.aborted) await say(`The deployment goes on without this connection. Follow it: berth follow ${accepted.number} --app ${key.app} --tenant ${target.actor.tenant.slug}\n`);
  }

  /** What is the push's own fault stays so; what is ours is tried again. */
  private async tellWhy({ mark }: GitTarget, { status, message, remedy }: Problem, say: Listener['say']): Promise<void> {
    const ours = status >= 500;
    if (!ours) await this.pending.remove(mark);
    const next = ours ? 'The push is stored, and is deployed as soon as that is possible: see berth deployments' : `What to do: ${plainLine(remedy)}\nThe push is stored, but not deployed. Push another commit, or run: berth deploy`;
    await say(`\nError: ${plainLine(message)}\n${next}\n`);
  }

  private async accept({ actor, app, repository }: GitTarget, key: EnvironmentKey, branch: string, say: Listener['say']): Promise<DeploymentView> {
    await pointHeadAt(this.repositories, repository, branch);
    const commit: Commit = await newestCommit(this.repositories, repository, branch);
    await say(`Berth: ${commit.id.slice(0, shortId)} is stored on ${branch}\n`);
    for (const path of await submodules(this.repositories, repository, commit.id)) await say(`! The submodule ${plainLine(path)} is not fetched: its folder is empty in the build.\n`);
    const source = await this.upload.take(actor, app.slug, () => archiveOf(this.repositories, repository, commit.id));
    await say(`Detected ${source.detected.kind}${source.detected.version === null ? '' : ` ${source.detected.version}`} (${plainLine(source.detected.reason)})\n`);
    const description = `${commit.id.slice(0, shortId)} ${subjectOf(commit)}`.trim().slice(0, descriptionLength);
    const deployment = await this.create.run(actor, key, { source: source.id, description }, commit);
    await markDeployed(this.repositories, repository, commit.id);
    return deployment;
  }
}
