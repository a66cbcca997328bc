import { Problem, proofName } from '@berth/domain';
import type { Domain, MockApp, MockDb, MockUser } from './db.ts';
import type { MockHandlers } from './handler-types.ts';

type Names = 'listDomains' | 'addDomain' | 'checkDomain' | 'setDomainCertificate' | 'removeDomain';
interface At {
  db: MockDb;
  user: MockUser;
  params: { tenant: string; app: string; environment: string };
}

const appOf = ({ db, user, params }: At): MockApp => db.environment(user, params.tenant, params.app, params.environment);
function domainOf(at: At & { params: { host: string } }): Domain {
  const domain = appOf(at).domains.find(({ host }) => host === at.params.host);
  if (!domain) throw new Problem('not-found');
  return domain;
}

/** Own domains; the first look finds the proof. */
export const domainHandlers: Pick<MockHandlers, Names> = {
  listDomains: (at) => ({ items: appOf(at).domains }),
  addDomain: (at) => {
    const [app, { host }] = [appOf(at), at.body];
    if (app.domains.some((domain) => domain.host === host)) throw new Problem('name-taken', `${host} is a domain of the environment ${at.params.environment} already.`);
    const proof = { name: proofName(host), type: 'TXT', value: `berth=${'A1b2'.repeat(8)}` } as const;
    const domain: Domain = { host, state: 'pending', url: `https://${host}`, proof, target: new URL(app.environment.url).host, finding: null, next: `Set the TXT record ${proof.name} to ${proof.value}.`, certificate: null, checkedAt: null, nextCheckAt: null, verifiedAt: null, createdBy: at.user.email, createdAt: new Date().toISOString() };
    app.domains.push(domain);
    at.db.emit(at.params.tenant, 'domain.added', app, { host });
    return domain;
  },
  checkDomain: (at) => {
    const now = new Date().toISOString();
    at.db.emit(at.params.tenant, 'domain.verified', appOf(at), { host: at.params.host });
    return Object.assign(domainOf(at), { state: 'verified', checkedAt: now, verifiedAt: now, next: `Visitors are shown the ingress’s own certificate, which does not name ${at.params.host}.` });
  },
  setDomainCertificate: (at) => {
    const validUntil = new Date(Date.now() + 90 * 86_400_000).toISOString();
    at.db.emit(at.params.tenant, 'domain.certificate', appOf(at), { host: at.params.host, validUntil });
    return Object.assign(domainOf(at), { certificate: { names: [at.params.host], issuer: 'R12', validUntil }, next: null });
  },
  removeDomain: (at) => {
    const app = appOf(at);
    const gone = domainOf(at);
    app.domains = app.domains.filter((domain) => domain !== gone);
    at.db.emit(at.params.tenant, 'domain.removed', app, { host: gone.host });
    return null;
  },
};
