import { Problem } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import type { TenantActor } from '../account/actor.js';
import { lockForAction, type EnvironmentKey } from '../apps/environment-key.js';
import { Database } from '../database.js';
import type { DeploymentView } from './deployment-view.js';
import { GetDeployment } from './get-deployment.js';
import { queueDeployment } from './queue-deployment.js';

/** Replaces all pods by new ones of what serves now. */
@Injectable()
export class Restart {
  constructor(
    private readonly database: Database,
    private readonly getDeployment: GetDeployment,
  ) {}

  async run(actor: TenantActor, key: EnvironmentKey): Promise<DeploymentView> {
    const id = await this.database.write(async (tx) => {
      const environment = await lockForAction(tx, actor, key);
      if (environment.liveReleaseId === null) throw new Problem('no-release');
      return queueDeployment(tx, actor, environment, 'restart', { kind: 'current' });
    });
    return this.getDeployment.run(actor.tenant.id, key, id);
  }
}
