import { configRestoredWarnings, releaseCommandWarning, type Tx } from '@berth/db';
import { Problem } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import type { TenantActor } from '../account/actor.js';
import { lockForAction, type EnvironmentKey, type LockedEnvironment } from '../apps/environment-key.js';
import { Database } from '../database.js';
import type { DeploymentView } from '../deployments/deployment-view.js';
import { GetDeployment } from '../deployments/get-deployment.js';
import { queueDeployment } from '../deployments/queue-deployment.js';
import type { BodyOf } from '../http/operation.js';

/** Goes back to an earlier release by a new one equal to it. */
@Injectable()
export class RollBack {
  constructor(
    private readonly database: Database,
    private readonly getDeployment: GetDeployment,
  ) {}

  async run(actor: TenantActor, key: EnvironmentKey, { version, keepConfig }: BodyOf<'rollBack'>): Promise<DeploymentView> {
    const tenantId = actor.tenant.id;
    const id = await this.database.write(async (tx) => {
      const environment = await lockForAction(tx, actor, key);
      const target = await releaseToGoBackTo(tx, environment, version);
      const warnings = keepConfig ? [] : await configRestoredWarnings(tx, environment.id, target, environment.configVersion);
      const commands = await releaseCommandWarning(tx, environment.id, target.version);
      if (commands !== null) warnings.push(commands);
      return queueDeployment(tx, actor, environment, 'rollback', { kind: 'release', version: target.version, keepConfig, ...(warnings.length > 0 && { warnings }) });
    });
    return this.getDeployment.run(tenantId, key, id);
  }
}

/** The release that was named, else the newest below the live one that has been live itself. */
async function releaseToGoBackTo(tx: Tx, { id, liveReleaseId }: LockedEnvironment, version: number | undefined): Promise<{ version: number; configVersion: number }> {
  const select = { version: true, configVersion: true } as const;
  if (version !== undefined) {
    const named = await tx.release.findUnique({ where: { environmentId_version: { environmentId: id, version } }, select });
    if (!named) throw new Problem('release-not-found', `There is no release v${version}.`);
    return named;
  }
  const live = liveReleaseId === null ? null : await tx.release.findUnique({ where: { id: liveReleaseId }, select });
  if (!live) throw new Problem('no-release');
  const earlier = await tx.release.findFirst({ where: { environmentId: id, version: { lt: live.version }, deployments: { some: { state: 'live' } } }, orderBy: { version: 'desc' }, select });
  if (!earlier) throw new Problem('no-earlier-release');
  return earlier;
}
