import { Problem } from '@berth/domain';
import type { Tx } from '@berth/db';

/** For a host that is none of the domains of an environment that the caller sees. */
export const noDomain = (): Problem => new Problem('not-found', 'There is no such domain here.', { remedy: 'See which there are: berth domains list' });

/** The domain of an environment that has been looked up within its tenant. Throws not-found. */
export async function domainIn(tx: Tx, environmentId: string, name: string): Promise<{ id: string; verifiedAt: Date | null }> {
  const row = await tx.domain.findUnique({ where: { environmentId_name: { environmentId, name } }, select: { id: true, verifiedAt: true } });
  if (!row) throw noDomain();
  return row;
}
