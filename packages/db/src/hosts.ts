import { certificateCovers, isWithin } from '@berth/domain';
import type { Db, Tx } from './client.js';

/** A host of another tenant that an ingress would show a certificate with these names for; null when there is none. */
export async function hostOfOthers(db: Db | Tx, tenantId: string, names: readonly string[]): Promise<string | null> {
  const near = await db.host.findMany({
    where: { tenantId: { not: tenantId }, OR: names.map((name) => ({ name: name.startsWith('*.') ? { endsWith: name.slice(1) } : name })) },
    select: { name: true },
  });
  return near.find((host) => names.some((name) => certificateCovers(name, host.name)))?.name ?? null;
}

/**
 * Why a certificate with these names, null for one that names more than hosts, may not be shown to visitors; null when it may.
 * Ingresses show a certificate to the visitors of every host that it names: so none may be another tenant's, and each must
 * be within one that this tenant has proven.
 */
export async function whyNotShown(db: Db | Tx, tenantId: string, names: readonly string[] | null): Promise<string | null> {
  if (names === null) return 'it names more than hosts';
  const proven = await db.domain.findMany({ where: { tenantId, verifiedAt: { not: null } }, select: { name: true } });
  const foreign = names.find((name) => !proven.some((domain) => isWithin(name.replace(/^\*\./, ''), domain.name)));
  if (foreign !== undefined) return `it names ${foreign}, which is within no verified domain of yours any more`;
  const taken = await hostOfOthers(db, tenantId, names);
  return taken === null ? null : `it is for ${taken}, too, which another tenant has proven`;
}
