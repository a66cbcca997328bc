import type { Domain } from '../api/types.ts';
import type { StateView } from './state-map.ts';

/** How a domain stands: its proof, then its certificate. Of a verified one the API says what to do next only when its certificate is missing, not shown, ending or over. */
export function domainView({ state, certificate, next }: Pick<Domain, 'state' | 'certificate' | 'next'>, now: number): StateView {
  if (state === 'pending') return { flag: 'wait', tone: 'idle', words: 'Proof wanted' };
  if (certificate === null) return { flag: 'half', tone: 'warn', words: 'Verified, without a certificate' };
  if (certificate.leftOut !== null) return { flag: 'half', tone: 'warn', words: 'Verified, its certificate is not shown' };
  if (Date.parse(certificate.validUntil) <= now) return { flag: 'down', tone: 'fail', words: 'Verified, its certificate has ended' };
  return next === null ? { flag: 'live', tone: 'live', words: 'Verified' } : { flag: 'half', tone: 'warn', words: 'Verified, its certificate ends soon' };
}
