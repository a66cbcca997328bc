import type { Commit } from '@berth/domain';
import { Injectable, Logger } from '@nestjs/common';
import type { EnvironmentKey } from '../apps/environment-key.js';
import { CreateDeployment } from '../deployments/create-deployment.js';
import type { DeploymentView } from '../deployments/deployment-view.js';
import { problemOf } from '../http/problem.filter.js';
import { UploadSource } from '../sources/upload-source.js';
import { FollowPush } from './follow-push.js';
import type { GitTarget } from './git-access.js';
import { GitRepositories } from './git-repositories.js';
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
  ) {}

  /** Never throws: what goes wrong is told to whoever pushed. */
  async run(target: GitTarget, changed: readonly string[], listener: Listener): Promise<void> {
    const { say, gone } = listener;
    const key = { app: target.app.slug, environment: 'production' };
    let accepted: DeploymentView | undefined;
    try {
      const branch = await deployBranch(this.repositories, target.repository);
      if (branch === null || !changed.includes(`refs/heads/${branch}`)) return;
      accepted = await this.accept(target, key, branch, say);
      await this.follow.run(target.actor.tenant.id, key, accepted, listener);
    } catch (error) {
      const problem = problemOf(error);
      if (problem.status >= 500) this.log.error({ err: error, appId: target.app.id, deploymentId: accepted?.id }, 'a push was not followed through');
      if (accepted) await say(`Its progress cannot be shown: ${problem.message}\n`);
      else await say(`\nError: ${plainLine(problem.message)}\nWhat to do: ${plainLine(problem.remedy)}\nThe push is stored, but not deployed. Push another commit, or run: berth deploy\n`);
    }
    if (accepted && gone.aborted) await say(`The deployment goes on without this connection. Follow it: berth follow ${accepted.number} --app ${key.app} --tenant ${target.actor.tenant.slug}\n`);
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
