import type { Tx } from '@berth/db';
import { canDeployment, deploymentActions, deploymentInputSchema, Problem, type DeploymentCause, type DeploymentInput, type DeploymentState } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import type { TenantActor } from '../account/actor.js';
import { lockEnvironment, requireStanding, type EnvironmentKey } from '../apps/environment-key.js';
import { Database } from '../database.js';
import { notFound } from '../http/not-found.js';
import { requireActive } from '../tenants/tenant-accepts.js';
import type { DeploymentView } from './deployment-view.js';
import { GetDeployment } from './get-deployment.js';
import { queueDeployment } from './queue-deployment.js';

const states = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/** Tries a deployment that did not get live again: the same source or image, the config as it is now. */
@Injectable()
export class RetryDeployment {
  constructor(
    private readonly database: Database,
    private readonly getDeployment: GetDeployment,
  ) {}

  async run(actor: TenantActor, key: EnvironmentKey, deploymentId: string): Promise<DeploymentView> {
    const tenantId = actor.tenant.id;
    const id = await this.database.write(async (tx) => {
      const environment = await lockEnvironment(tx, tenantId, key);
      const deployment = await tx.deployment.findFirst({ where: { id: deploymentId, tenantId, environmentId: environment.id }, include: { release: { select: { image: true } } } });
      if (!deployment) throw notFound();
      requireActive(actor.tenant.state);
      requireStanding(environment);
      const state = deployment.state as DeploymentState;
      if (!canDeployment(state, 'retry')) throw new Problem('wrong-state', `The deployment is ${state}; it can be tried again once it is ${states.format(deploymentActions.retry.states)}.`);
      const input = deploymentInputSchema.parse(deployment.input);
      await requireThere(tx, input, environment);
      const { warnings: _warnings, ...again } = sameImage(input, deployment.release?.image ?? null);
      return queueDeployment(tx, actor, environment, causeOf(deployment.cause as DeploymentCause), { ...again, retryOf: deployment.number });
    });
    return this.getDeployment.run(tenantId, key, id);
  }
}

/** A tag that was resolved to a digest stays that digest. */
function sameImage(input: DeploymentInput, image: string | null): DeploymentInput {
  return input.kind === 'image' && image !== null ? { ...input, ref: image } : input;
}

/** Who tries an automatic return again goes back on purpose. */
const causeOf = (cause: DeploymentCause): DeploymentCause => (cause === 'automatic' ? 'rollback' : cause);

async function requireThere(tx: Tx, input: DeploymentInput, environment: { appId: string; liveReleaseId: string | null }): Promise<void> {
  if (input.kind === 'current' && environment.liveReleaseId === null) throw new Problem('no-release');
  if (input.kind !== 'source') return;
  const source = await tx.source.findFirst({ where: { id: input.sourceId, appId: environment.appId }, select: { id: true } });
  if (!source) throw new Problem('wrong-state', 'The source of this deployment does not exist any more.', { remedy: 'Upload it again with `berth deploy`.' });
}
