import { certificateCovers } from '@berth/domain';
import type { Db, Tx } from './client.js';

/** A host of another tenant that an ingress would show a certificate with these names for; null when there is none. */
export async function hostOfOthers(db: Db | Tx, tenantId: string, names: readonly string[]): Promise<string | null> {
  const near = await db.host.findMany({
    where: { tenantId: { not: tenantId }, OR: names.map((name) => ({ name: name.startsWith('*.') ? { endsWith: name.slice(1) } : name })) },
    select: { name: true },
  });
  return near.find((host) => names.some((name) => certificateCovers(name, host.name)))?.name ?? null;
}
