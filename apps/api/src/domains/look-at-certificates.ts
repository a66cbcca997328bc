import { enqueue, type Tx } from '@berth/db';

/** Has every certificate looked at again that a verified host may concern which comes or is about to go: of all whose domain it is or is below. */
export async function lookAtCertificates(tx: Tx, host: string): Promise<void> {
  const labels = host.split('.');
  const above = await tx.domain.findMany({ where: { name: { in: labels.map((_, at) => labels.slice(at).join('.')) }, verifiedAt: { not: null } }, select: { tenantId: true } });
  const shown = await tx.domain.findMany({ where: { tenantId: { in: above.map(({ tenantId }) => tenantId) }, certificate: { not: null } }, distinct: ['environmentId'], select: { tenantId: true, environmentId: true } });
  for (const { tenantId, environmentId } of shown) await enqueue(tx, 'reconcileEnvironment', { tenantId, environmentId });
}
