import { hostOfOthers, type Db } from '@berth/db';
import { isWithin } from '@berth/domain';
import type { HostCertificate } from '@berth/k8s-adapter';
import { certificateNames, openDataKey, openDomainKey } from '@berth/sealing';

interface Given {
  hosts: readonly { name: string; domain: { id: string; certificate: string | null; certificateKey: string | null } | null }[];
  app: { tenant: { id: string; dataKey: Uint8Array } };
}

/**
 * The certificates of an environment's own domains, opened. Ingresses show a certificate to the visitors of every host
 * that it names: so one is left out while another tenant has proven such a host, or a name in it is within no verified
 * domain of this tenant any more.
 */
export async function servedCertificates(db: Db, installationKey: Uint8Array, { hosts, app: { tenant } }: Given): Promise<HostCertificate[]> {
  const given = hosts.flatMap(({ name, domain }) => (domain?.certificate && domain.certificateKey ? [{ host: name, id: domain.id, chain: domain.certificate, sealed: domain.certificateKey }] : []));
  if (given.length === 0) return [];
  const proven = await db.domain.findMany({ where: { tenantId: tenant.id, verifiedAt: { not: null } }, select: { name: true } });
  const dataKey = openDataKey(installationKey, tenant.id, tenant.dataKey);
  const served: HostCertificate[] = [];
  for (const { host, id, chain, sealed } of given) {
    const names = certificateNames(chain);
    const within = names?.every((name) => proven.some((domain) => isWithin(name.replace(/^\*\./, ''), domain.name)));
    if (names && within && (await hostOfOthers(db, tenant.id, names)) === null) served.push({ host, chain, key: openDomainKey(dataKey, id, sealed) });
  }
  return served.sort((a, b) => (a.host < b.host ? -1 : 1));
}
