import type { components } from '@berth/contract/client';

type Domain = components['schemas']['Domain'];

/** A domain with what DNS must say of it. */
export const domainFields = (domain: Domain): [string, string | null][] => [
  ['Host', domain.host],
  ['State', domain.state],
  ...(domain.finding === null ? [] : [['Found', domain.finding] as [string, string]]),
  ...(domain.state === 'pending' ? [['Proof', `${domain.proof.name} TXT ${domain.proof.value}`] as [string, string]] : []),
  ['Traffic', `${domain.host} CNAME ${domain.target}`],
  ['Certificate', domain.certificate && `by ${domain.certificate.issuer}, until ${domain.certificate.validUntil.slice(0, 10)}${domain.certificate.leftOut === null ? '' : '; not shown'}`],
  ['Next', domain.next],
];
