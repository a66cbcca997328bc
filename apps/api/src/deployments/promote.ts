import { commitSchema, processSettingsSchema, Problem, releaseSettingsSchema, type Commit } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { TenantActor } from '../account/actor.js';
import { lockForAction, type EnvironmentKey } from '../apps/environment-key.js';
import { Database } from '../database.js';
import type { BodyOf } from '../http/operation.js';
import type { DeploymentView } from './deployment-view.js';
import { GetDeployment } from './get-deployment.js';
import { queueDeployment } from './queue-deployment.js';

const commitOf = (source: unknown): { commit?: Commit } => {
  const commit = commitSchema.safeParse((source as { commit?: unknown }).commit);
  return commit.success ? { commit: commit.data } : {};
};

/** Deploys another environment's release here: its image by digest, its process settings and its release command, with this environment's config. */
@Injectable()
export class Promote {
  constructor(
    private readonly database: Database,
    private readonly getDeployment: GetDeployment,
  ) {}

  async run(actor: TenantActor, key: EnvironmentKey, { from, version }: BodyOf<'promote'>): Promise<DeploymentView> {
    const tenantId = actor.tenant.id;
    const id = await this.database.write(async (tx) => {
      const environment = await lockForAction(tx, actor, key);
      if (from === key.environment) throw new Problem('invalid-input', `/body/from: is the environment itself.`, { errors: [{ path: '/body/from', message: 'is the environment itself' }] });
      const source = await tx.environment.findFirst({ where: { tenantId, appId: environment.appId, slug: from }, select: { id: true, liveReleaseId: true } });
      if (!source) throw new Problem('not-found', `The app ${key.app} has no environment ${from}.`, { remedy: `See which it has: \`berth environments list --app ${key.app}\`.` });
      if (version === undefined && source.liveReleaseId === null) throw new Problem('no-release', `Nothing is live in ${from}.`, { remedy: `Deploy to it first: \`berth deploy --environment ${from}\`.` });
      const release = await tx.release.findFirst({ where: { environmentId: source.id, ...(version === undefined ? { id: source.liveReleaseId! } : { version }) } });
      if (!release) throw new Problem('release-not-found', `There is no release v${version} in ${from}.`);
      const processes = z.array(processSettingsSchema).parse(release.processes);
      return queueDeployment(tx, actor, environment, 'promote', { kind: 'image', ref: release.image, processes, settings: releaseSettingsSchema.parse(release.settings), ...commitOf(release.source), description: `v${release.version} of ${from}` });
    });
    return this.getDeployment.run(tenantId, key, id);
  }
}
