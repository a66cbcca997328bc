import { finalDeploymentStates } from '@berth/domain';
import type { Tx } from './client.js';
import { enqueue } from './outbox.js';

/** Begins to delete an environment whose row is locked. What runs in it is cancelled; the worker removes its objects and rows. */
export async function startEnvironmentDeletion(tx: Tx, { tenantId, environmentId }: { tenantId: string; environmentId: string }): Promise<void> {
  await tx.environment.update({ where: { id: environmentId }, data: { state: 'deleting' } });
  await tx.deployment.updateMany({ where: { environmentId, state: { notIn: [...finalDeploymentStates] }, cancelRequestedAt: null }, data: { cancelRequestedAt: new Date() } });
  await enqueue(tx, 'deleteEnvironment', { tenantId, environmentId });
}
