import { z } from 'zod';
import { route } from './route.js';
import { budgetUseSchema, memberSchema, tenantSchema } from './schemas.js';
import { eventSchema } from './stream-schemas.js';
import { email, page, pageQuery, password, role, tenantParams } from './values.js';

const memberParams = tenantParams.extend({ user: z.string().min(1).max(64) });

/** A tenant as its members see it. */
export const tenantRoutes = {
  listTenants: route({ method: 'GET', path: '/v1/tenants', tag: 'Tenants', access: 'user', summary: 'List my tenants', query: pageQuery, status: 200, response: page(tenantSchema) }),
  getTenant: route({ method: 'GET', path: '/v1/tenants/{tenant}', tag: 'Tenants', access: { tenant: 'viewer' }, summary: 'Show a tenant', params: tenantParams, status: 200, response: tenantSchema }),
  getBudget: route({ method: 'GET', path: '/v1/tenants/{tenant}/budget', tag: 'Tenants', access: { tenant: 'viewer' }, summary: 'Show the budget and its use', params: tenantParams, status: 200, response: budgetUseSchema }),
  listMembers: route({ method: 'GET', path: '/v1/tenants/{tenant}/members', tag: 'Tenants', access: { tenant: 'viewer' }, summary: 'List members', params: tenantParams, query: pageQuery, status: 200, response: page(memberSchema) }),
  addMember: route({ method: 'POST', path: '/v1/tenants/{tenant}/members', tag: 'Tenants', access: { tenant: 'admin' }, summary: 'Add a member', description: 'Makes the account when the address is new; then `password` is required.', params: tenantParams, body: z.object({ email, name: z.string().trim().min(1).max(80).optional(), password: password.optional(), role }), status: 201, response: memberSchema, errors: ['name-taken', 'role-missing'] }),
  changeMember: route({ method: 'PATCH', path: '/v1/tenants/{tenant}/members/{user}', tag: 'Tenants', access: { tenant: 'admin' }, summary: 'Change a role', params: memberParams, body: z.object({ role }), status: 200, response: memberSchema, errors: ['role-missing', 'wrong-state'] }),
  removeMember: route({ method: 'DELETE', path: '/v1/tenants/{tenant}/members/{user}', tag: 'Tenants', access: { tenant: 'admin' }, summary: 'Remove a member', description: 'Sessions and tokens lose the tenant at once.', params: memberParams, status: 204, response: null, errors: ['role-missing', 'wrong-state'] }),
  streamEvents: route({ method: 'GET', path: '/v1/tenants/{tenant}/events', tag: 'Tenants', access: { tenant: 'viewer' }, summary: 'Follow what happens in a tenant', description: 'Server-sent events; resumes after `Last-Event-ID`.', params: tenantParams, query: z.object({ app: z.string().max(30).optional(), environment: z.string().max(30).optional() }), status: 200, response: eventSchema, responseType: 'text/event-stream' }),
};
