import { X509Certificate } from 'node:crypto';

const hostLike = /^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+$/i;

/**
 * Lower-case names of a certificate (PEM: of the first), the common name included where it looks like a host: ingresses
 * go by it, too. Null when there is a name of another kind. Throws when it cannot be read.
 */
export function certificateNames(certificate: X509Certificate | string): string[] | null {
  const leaf = typeof certificate === 'string' ? new X509Certificate(certificate) : certificate;
  const alternatives = (leaf.subjectAltName ?? '').split(', ').filter(Boolean);
  if (!alternatives.every((name) => name.startsWith('DNS:') && hostLike.test(name.slice(4)))) return null;
  const common = nameIn(leaf.subject ?? '', 'CN');
  const names = [...alternatives.map((name) => name.slice(4)), ...(common !== undefined && hostLike.test(common) ? [common] : [])];
  return [...new Set(names.map((name) => name.toLowerCase()))];
}

/** A field of a distinguished name as node:crypto writes it. */
export const nameIn = (distinguishedName: string, field: string): string | undefined => distinguishedName.split('\n').find((line) => line.startsWith(`${field}=`))?.slice(field.length + 1);
