import { domainHost, domainStates, mostDomains } from '@berth/domain';
import { z } from 'zod';
import { route } from './route.js';
import { environmentParams, time } from './values.js';

export const domainSchema = z
  .object({
    host: z.string(),
    state: z.enum(domainStates).describe('`pending`: its proof has not been seen yet. `verified`: the app is reached by it.'),
    url: z.url(),
    proof: z.object({ name: z.string(), type: z.literal('TXT'), value: z.string() }).describe('The DNS record that proves whose host it is. It may go once the domain is verified.'),
    target: z.string().describe('The host that its own CNAME record should lead to.'),
    finding: z.string().nullable().describe('What the last look for the proof found, while it is pending.'),
    next: z.string().nullable().describe('What to do next; null: nothing.'),
    certificate: z.object({ names: z.array(z.string()), issuer: z.string(), validUntil: time, leftOut: z.string().nullable().describe('Why visitors are not shown it; null: they are.') }).nullable().describe('The certificate that was given; null: the ingress shows its own.'),
    checkedAt: time.nullable(),
    nextCheckAt: time.nullable().describe('Null: the proof is looked for only when somebody asks.'),
    verifiedAt: time.nullable(),
    fromSource: z.boolean().describe('Whether berth.yaml of the source that was deployed here last names it: when it is removed, the next deployment adds it again, pending.'),
    createdBy: z.string().nullable(),
    createdAt: time,
  })
  .meta({ id: 'Domain' });

const domains = '/v1/tenants/{tenant}/apps/{app}/environments/{environment}/domains';
const params = environmentParams.extend({ host: domainHost });
const viewer = { tenant: 'viewer' } as const;
const developer = { tenant: 'developer' } as const;
const changing = ['tenant-suspended', 'tenant-not-ready', 'wrong-state'] as const;
const pem = z.string().min(1).max(64 * 1024);

/** Own domains: host names of somebody's own that an environment is reached by. */
export const domainRoutes = {
  listDomains: route({ method: 'GET', path: domains, tag: 'Domains', access: viewer, summary: 'List own domains, and what to do next for each', params: environmentParams, status: 200, response: z.object({ items: z.array(domainSchema) }) }),
  addDomain: route({ method: 'POST', path: domains, tag: 'Domains', access: developer, summary: 'Add an own domain', description: `Nothing is served until its proof is seen in DNS; whoever proves a host gets it, not who adds it first. An environment may have ${mostDomains}.`, params: environmentParams, body: z.object({ host: domainHost }), status: 201, response: domainSchema, errors: [...changing, 'name-taken', 'over-budget'] }),
  checkDomain: route({ method: 'POST', path: `${domains}/{host}/check`, tag: 'Domains', access: developer, summary: 'Look for the proof of a domain now', params, status: 200, response: domainSchema, errors: changing }),
  setDomainCertificate: route({ method: 'PUT', path: `${domains}/{host}/certificate`, tag: 'Domains', access: developer, summary: 'Give a verified domain a certificate', description: 'Replaces the one before. Every name in it must be, or be below, a verified domain of the tenant. The key is kept sealed and never shown.', params, body: z.object({ certificate: pem.describe('PEM: the host’s own certificate, then those that signed it.'), key: pem.describe('PEM: its private key, not encrypted.') }), status: 200, response: domainSchema, errors: changing }),
  removeDomain: route({ method: 'DELETE', path: `${domains}/{host}`, tag: 'Domains', access: developer, summary: 'Remove an own domain', description: 'The app is reached by it no more, and its certificate is forgotten.', params, status: 204, response: null, errors: changing }),
};
