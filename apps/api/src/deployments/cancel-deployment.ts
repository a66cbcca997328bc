import { enqueue } from '@berth/db';
import { canDeployment, deploymentActions, Problem, type DeploymentState } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import type { TenantActor } from '../account/actor.js';
import { lockEnvironment, type EnvironmentKey } from '../apps/environment-key.js';
import { Database } from '../database.js';
import { notFound } from '../http/not-found.js';
import type { DeploymentView } from './deployment-view.js';
import { GetDeployment } from './get-deployment.js';

/** Asks for a cancel; the worker stops at once, undoes what was done, and sets the final state. */
@Injectable()
export class CancelDeployment {
  constructor(
    private readonly database: Database,
    private readonly getDeployment: GetDeployment,
  ) {}

  async run(actor: TenantActor, key: EnvironmentKey, deploymentId: string): Promise<DeploymentView> {
    const tenantId = actor.tenant.id;
    await this.database.write(async (tx) => {
      const environment = await lockEnvironment(tx, tenantId, key);
      const deployment = await tx.deployment.findFirst({ where: { id: deploymentId, tenantId, environmentId: environment.id }, select: { state: true, cancelRequestedAt: true } });
      if (!deployment) throw notFound();
      const state = deployment.state as DeploymentState;
      if (!canDeployment(state, 'cancel')) throw new Problem('wrong-state', `The deployment is ${state}; it can be cancelled while it is ${deploymentActions.cancel.states.join(' or ')}.`);
      await tx.deployment.updateMany({ where: { id: deploymentId, state: { in: [...deploymentActions.cancel.states] }, cancelRequestedAt: null }, data: { cancelRequestedAt: new Date() } });
      await enqueue(tx, 'runDeployment', { tenantId, deploymentId });
    });
    return this.getDeployment.run(tenantId, key, deploymentId);
  }
}
