import { certificateWarningDays, proofName } from '@berth/domain';
import { publicUrl } from '../apps/public-url.js';
import type { Answer } from '../http/operation.js';
import { describeCertificate } from './read-certificate.js';

export type DomainView = Answer<'addDomain'>;

/** A domain's row, as far as it is shown. */
export interface DomainRow {
  name: string;
  verifiedAt: Date | null;
  finding: string | null;
  checkedAt: Date | null;
  dueAt: Date | null;
  certificate: string | null;
  /** Why its certificate is not shown; null when it is, or when there is none. */
  leftOut: string | null;
  createdBy: string | null;
  createdAt: Date;
}

/** Where its app is: the host that leads there, the port in public URLs, what proves its domains, and which of them berth.yaml names. */
export interface DomainPlace {
  target: string;
  httpsPort: number;
  proof: string;
  ofFile: readonly string[];
}

const day = 24 * 3_600_000;
const text = (time: Date | null): string | null => time?.toISOString() ?? null;

/** A domain with the records that it needs, and what to do next. Pure. */
export function domainView(row: DomainRow, { target, httpsPort, proof, ofFile }: DomainPlace, now: Date): DomainView {
  const certificate = row.certificate === null ? null : describeCertificate(row.certificate);
  return {
    host: row.name,
    state: row.verifiedAt ? 'verified' : 'pending',
    url: publicUrl(row.name, httpsPort),
    proof: { name: proofName(row.name), type: 'TXT', value: proof },
    target,
    finding: row.verifiedAt ? null : row.finding,
    next: row.verifiedAt ? nextForCertificate(row, certificate?.validUntil ?? null, now) : `Set the TXT record ${proofName(row.name)} to ${proof}${row.dueAt ? '.' : `, then: berth domains check ${row.name}`}`,
    certificate: certificate && { ...certificate, validUntil: certificate.validUntil.toISOString(), leftOut: row.leftOut },
    checkedAt: text(row.checkedAt),
    nextCheckAt: text(row.dueAt),
    verifiedAt: text(row.verifiedAt),
    fromSource: ofFile.includes(row.name),
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
  };
}

function nextForCertificate({ name: host, leftOut }: DomainRow, validUntil: Date | null, now: Date): string | null {
  const give = `berth domains certificate ${host} --certificate FILE --key FILE`;
  if (validUntil === null) return `Visitors are shown the ingress’s own certificate, which does not name ${host}. Give it one: ${give}`;
  if (leftOut !== null) return `Visitors are not shown its certificate: ${leftOut}. Give it another one: ${give}`;
  if (validUntil <= now) return `Its certificate has ended. Give it a new one: ${give}`;
  return validUntil.getTime() - now.getTime() > certificateWarningDays * day ? null : `Its certificate ends on ${validUntil.toISOString().slice(0, 10)}. Give it a new one: ${give}`;
}
