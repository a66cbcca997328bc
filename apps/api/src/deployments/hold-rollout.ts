import { enqueue, recordEvent } from '@berth/db';
import { canDeployment, Problem, rolloutProgressSchema, type DeploymentState, type RolloutProgressState } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import type { TenantActor } from '../account/actor.js';
import { lockEnvironment, type EnvironmentKey } from '../apps/environment-key.js';
import { Database } from '../database.js';
import { notFound } from '../http/not-found.js';
import type { DeploymentView } from './deployment-view.js';
import { GetDeployment } from './get-deployment.js';

export type HoldAction = 'pause' | 'resume' | 'continue';

/** Says of the stage that a rollout is in that it is to last, that its time goes on, or that it is over; the worker sees it within a second. Twice is once. */
@Injectable()
export class HoldRollout {
  constructor(
    private readonly database: Database,
    private readonly getDeployment: GetDeployment,
  ) {}

  async run(actor: TenantActor, key: EnvironmentKey, deploymentId: string, action: HoldAction): Promise<DeploymentView> {
    const tenantId = actor.tenant.id;
    await this.database.write(async (tx) => {
      const environment = await lockEnvironment(tx, tenantId, key);
      const deployment = await tx.deployment.findFirst({ where: { id: deploymentId, tenantId, environmentId: environment.id }, select: { state: true, rollout: true, rolloutPaused: true, rolloutLeave: true } });
      if (!deployment) throw notFound();
      const rollout = rolloutProgressSchema.nullable().parse(deployment.rollout);
      if (!canDeployment(deployment.state as DeploymentState, 'hold') || !rollout || rollout.phase === 'passed') throw new Problem('wrong-state', `${notTried(deployment.state, rollout)}; only while a release is tried beside the one that serves can its rollout be paused, resumed and continued.`);
      const paused = action === 'pause';
      const leave = action === 'continue' ? rollout.stage : deployment.rolloutLeave;
      if (paused === deployment.rolloutPaused && leave === deployment.rolloutLeave) return;
      await tx.deployment.update({ where: { id: deploymentId }, data: { rolloutPaused: paused, rolloutLeave: leave } });
      await recordEvent(tx, { tenantId, appId: environment.appId, environmentId: environment.id, deploymentId, actor: actor.email }, 'deployment.rollout', { deploymentId, action, stage: rollout.stage });
      await enqueue(tx, 'runDeployment', { tenantId, deploymentId });
    });
    return this.getDeployment.run(tenantId, key, deploymentId);
  }
}

const notTried = (state: string, rollout: RolloutProgressState | null): string => (state !== 'running' ? `The deployment is ${state}` : rollout ? 'All stages of the rollout are over' : 'The deployment has not come to its rollout’s stages, or has none');
