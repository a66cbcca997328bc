import { Problem } from '@berth/domain';
import type { Domain, MockApp, MockDb, MockUser } from './db.ts';
import type { MockHandlers } from './handler-types.ts';
import { makeDomain } from './seed-domains.ts';

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

/** Own domains; the first look finds nothing, the second the proof. */
export const domainHandlers: Pick<MockHandlers, Names> = {
  listDomains: (at) => ({ items: appOf(at).domains }),
  addDomain: (at) => {
    const [app, { host }] = [appOf(at), at.body];
    if (app.domains.some((domain) => domain.host === host)) throw new Problem('name-taken', `${host} is a domain of the environment ${at.params.environment} already.`);
    const domain = makeDomain(app, host, { createdBy: at.user.email });
    app.domains.push(domain);
    at.db.emit(at.params.tenant, 'domain.added', app, { host });
    return domain;
  },
  checkDomain: (at) => {
    const [now, domain] = [new Date().toISOString(), domainOf(at)];
    if (domain.checkedAt === null) return Object.assign(domain, { checkedAt: now, finding: `There is no TXT record ${domain.proof.name}.` });
    at.db.emit(at.params.tenant, 'domain.verified', appOf(at), { host: at.params.host });
    return Object.assign(domain, { state: 'verified', finding: null, checkedAt: now, nextCheckAt: null, verifiedAt: now, next: `Visitors are shown the ingress’s own certificate, which does not name ${at.params.host}.` });
  },
  setDomainCertificate: (at) => {
    if (!at.body.key.includes('PRIVATE KEY')) throw new Problem('invalid-input', 'Some fields are not valid.', { errors: [{ path: '/body/key', message: 'is not a private key in PEM' }] });
    const validUntil = new Date(Date.now() + 90 * 86_400_000).toISOString();
    at.db.emit(at.params.tenant, 'domain.certificate', appOf(at), { host: at.params.host, validUntil });
    return Object.assign(domainOf(at), { certificate: { names: [at.params.host], issuer: 'R12', validUntil, leftOut: null }, next: null });
  },
  removeDomain: (at) => {
    const app = appOf(at);
    const gone = domainOf(at);
    app.domains = app.domains.filter((domain) => domain !== gone);
    at.db.emit(at.params.tenant, 'domain.removed', app, { host: gone.host });
    return null;
  },
};
