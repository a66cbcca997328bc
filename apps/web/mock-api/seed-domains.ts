import { proofName } from '@berth/domain';
import type { Domain, MockApp } from './db.ts';
import { ago } from './seed.ts';

const day = 86_400;

/** A domain that was added just now, or as `change` says. */
export function makeDomain(app: MockApp, host: string, change: Partial<Domain>): Domain {
  const proof = { name: proofName(host), type: 'TXT', value: `berth=${'A1b2'.repeat(8)}` } as const;
  return { host, state: 'pending', url: `https://${host}`, proof, target: new URL(app.environment.url).host, finding: null, next: `Set the TXT record ${proof.name} to ${proof.value}.`, certificate: null, checkedAt: null, nextCheckAt: ago(-10), verifiedAt: null, fromSource: false, createdBy: 'owner@acme.test', createdAt: ago(0), ...change };
}

/** One domain in each state; what DNS said of one wants to do harm. */
export function seedDomains(app: MockApp): void {
  const verified = { state: 'verified', next: null, checkedAt: ago(9 * day), nextCheckAt: null, verifiedAt: ago(9 * day), createdAt: ago(10 * day) } as const;
  const certificate = (days: number, ...names: string[]) => ({ names, issuer: 'R12', validUntil: ago(-days * day), leftOut: null });
  app.domains = [
    makeDomain(app, 'beta.example.org', { finding: 'The TXT record _berth.beta.example.org has another value: v=spf1 -all, \u202E<b>evil</b>', checkedAt: ago(4), nextCheckAt: ago(-3000), fromSource: true, createdAt: ago(100) }),
    makeDomain(app, 'forgotten.example.org', { finding: 'There is no TXT record _berth.forgotten.example.org.', checkedAt: ago(3 * day), nextCheckAt: null, createdAt: ago(17 * day) }),
    makeDomain(app, 'mixed.example.org', { ...verified, certificate: { ...certificate(80, 'mixed.example.org', 'taken.example.com'), leftOut: 'it names taken.example.com, which is within no verified domain of yours any more' }, next: 'Give it one without that name.' }),
    makeDomain(app, 'old.example.org', { ...verified, certificate: certificate(5.5, 'old.example.org'), next: 'Its certificate ends soon. Give it a new one.' }),
    makeDomain(app, 'shop.example.org', { ...verified, certificate: certificate(80, 'shop.example.org', '*.shop.example.org'), fromSource: true }),
    makeDomain(app, 'www.example.org', { ...verified, next: 'Visitors are shown the ingress’s own certificate, which does not name www.example.org.' }),
  ];
}
