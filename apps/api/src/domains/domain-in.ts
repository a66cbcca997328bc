import type { Tx } from '@berth/db';
import { notFound } from '../http/not-found.js';

/** The domain of an environment that has been looked up within its tenant. Throws not-found. */
export async function domainIn(tx: Tx, environmentId: string, name: string): Promise<{ id: string; verifiedAt: Date | null }> {
  const row = await tx.domain.findUnique({ where: { environmentId_name: { environmentId, name } }, select: { id: true, verifiedAt: true } });
  if (!row) throw notFound();
  return row;
}
