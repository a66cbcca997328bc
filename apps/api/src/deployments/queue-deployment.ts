import { enqueue, extendPreview, Prisma, recordEvent, type Tx } from '@berth/db';
import { deploymentInputSchema, deploymentSteps, readPreviewSettings, type DeploymentCause, type DeploymentInput } from '@berth/domain';
import { randomUUID } from 'node:crypto';
import type { TenantActor } from '../account/actor.js';
import type { LockedEnvironment } from '../apps/environment-key.js';

/** Adds a deployment with its steps, its event and its job to the transaction that holds the environment's lock. Returns its id. */
export async function queueDeployment(tx: Tx, actor: TenantActor, environment: LockedEnvironment, cause: DeploymentCause, input: DeploymentInput): Promise<string> {
  const tenantId = actor.tenant.id;
  const { _max } = await tx.deployment.aggregate({ where: { environmentId: environment.id }, _max: { number: true } });
  const id = randomUUID();
  await tx.deployment.create({
    data: {
      id,
      tenantId,
      environmentId: environment.id,
      number: (_max.number ?? 0) + 1,
      cause,
      input: deploymentInputSchema.parse(input) as Prisma.InputJsonObject,
      previousReleaseId: environment.liveReleaseId,
      createdBy: actor.email,
    },
  });
  await tx.deploymentStep.createMany({ data: deploymentSteps.map((name, position) => ({ deploymentId: id, name, position, tenantId })) });
  await recordEvent(tx, { tenantId, appId: environment.appId, environmentId: environment.id, deploymentId: id, actor: actor.email }, 'deployment.state', { deploymentId: id, state: 'queued', release: null, message: null });
  if (environment.kind === 'preview') await extendPreview(tx, environment.id, readPreviewSettings(environment.previews));
  await enqueue(tx, 'runDeployment', { tenantId, deploymentId: id });
  return id;
}
