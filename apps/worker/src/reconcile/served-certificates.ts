import { whyNotShown, type Db } from '@berth/db';
import type { HostCertificate } from '@berth/k8s-adapter';
import { certificateNames, openDataKey, openDomainKey } from '@berth/sealing';

interface Given {
  hosts: readonly { name: string; domain: { id: string; certificate: string | null; certificateKey: string | null } | null }[];
  app: { tenant: { id: string; dataKey: Uint8Array } };
}

/** The certificates of an environment's own domains that may be shown, opened. */
export async function servedCertificates(db: Db, installationKey: Uint8Array, { hosts, app: { tenant } }: Given): Promise<HostCertificate[]> {
  const given = hosts.flatMap(({ name, domain }) => (domain?.certificate && domain.certificateKey ? [{ host: name, id: domain.id, chain: domain.certificate, sealed: domain.certificateKey }] : []));
  if (given.length === 0) return [];
  const dataKey = openDataKey(installationKey, tenant.id, tenant.dataKey);
  const served: HostCertificate[] = [];
  for (const { host, id, chain, sealed } of given) {
    if ((await whyNotShown(db, tenant.id, certificateNames(chain))) === null) served.push({ host, chain, key: openDomainKey(dataKey, id, sealed) });
  }
  return served.sort((a, b) => (a.host < b.host ? -1 : 1));
}
