import { budgetSchema, tenantSlug } from '@berth/domain';
import { z } from 'zod';
import { route } from './route.js';
import { budgetUseSchema, clusterSchema, planSchema, tenantSchema } from './schemas.js';
import { email, page, pageQuery, password, tenantParams } from './values.js';

/** What the operator of the installation does. */
export const operatorRoutes = {
  listAllTenants: route({ method: 'GET', path: '/v1/operator/tenants', tag: 'Operator', access: 'operator', summary: 'List all tenants', query: pageQuery, status: 200, response: page(tenantSchema) }),
  createTenant: route({ method: 'POST', path: '/v1/operator/tenants', tag: 'Operator', access: 'operator', summary: 'Make a tenant with its first owner', body: z.object({ slug: tenantSlug, name: z.string().trim().min(1).max(80).optional(), plan: z.string().max(30).optional(), cluster: z.string().max(63).optional(), owner: z.object({ email, name: z.string().trim().min(1).max(80).optional(), password: password.optional().describe('Required when the address is new.') }) }), status: 201, response: tenantSchema, errors: ['name-taken', 'name-reserved', 'not-found'] }),
  getAnyTenant: route({ method: 'GET', path: '/v1/operator/tenants/{tenant}', tag: 'Operator', access: 'operator', summary: 'Show any tenant', params: tenantParams, status: 200, response: tenantSchema, errors: ['not-found'] }),
  suspendTenant: route({ method: 'POST', path: '/v1/operator/tenants/{tenant}/suspend', tag: 'Operator', access: 'operator', summary: 'Stop all apps of a tenant and refuse changes', params: tenantParams, status: 202, response: tenantSchema, errors: ['not-found', 'wrong-state'] }),
  resumeTenant: route({ method: 'POST', path: '/v1/operator/tenants/{tenant}/resume', tag: 'Operator', access: 'operator', summary: 'Start the apps of a suspended tenant again', params: tenantParams, status: 202, response: tenantSchema, errors: ['not-found', 'wrong-state'] }),
  deleteTenant: route({ method: 'DELETE', path: '/v1/operator/tenants/{tenant}', tag: 'Operator', access: 'operator', summary: 'Delete a tenant with everything that is theirs', params: tenantParams, query: z.object({ confirm: z.string().max(20).describe('The tenant’s name, typed again.') }), status: 202, response: tenantSchema, errors: ['not-found', 'wrong-state'] }),
  getAnyBudget: route({ method: 'GET', path: '/v1/operator/tenants/{tenant}/budget', tag: 'Operator', access: 'operator', summary: 'Show a tenant’s budget and its use', params: tenantParams, status: 200, response: budgetUseSchema, errors: ['not-found'] }),
  setBudget: route({ method: 'PUT', path: '/v1/operator/tenants/{tenant}/budget', tag: 'Operator', access: 'operator', summary: 'Set a tenant’s budget', description: 'In force within seconds. A cut below the use blocks growth and kills nothing.', params: tenantParams, body: z.object({ plan: z.string().max(30).optional().describe('Take this plan’s budget.'), budget: budgetSchema.partial().optional().describe('Fields that differ from it.') }), status: 200, response: budgetUseSchema, errors: ['not-found', 'wrong-state'] }),
  listPlans: route({ method: 'GET', path: '/v1/operator/plans', tag: 'Operator', access: 'operator', summary: 'List plans', query: pageQuery, status: 200, response: page(planSchema) }),
  putPlan: route({ method: 'PUT', path: '/v1/operator/plans/{plan}', tag: 'Operator', access: 'operator', summary: 'Make or change a plan', params: z.object({ plan: planSchema.shape.name }), body: z.object({ budget: budgetSchema, isDefault: z.boolean().default(false) }), status: 200, response: planSchema }),
  listClusters: route({ method: 'GET', path: '/v1/operator/clusters', tag: 'Operator', access: 'operator', summary: 'List clusters', query: pageQuery, status: 200, response: page(clusterSchema) }),
};
