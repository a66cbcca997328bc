import { randomUUID } from 'node:crypto';
import { Problem } from '@berth/domain';
import { follow, pageOf } from './db.ts';
import type { MockHandlers } from './handler-types.ts';
import { ago } from './seed.ts';

type Names =
  | 'listTenants' | 'getTenant' | 'getBudget' | 'listMembers' | 'addMember' | 'changeMember' | 'removeMember' | 'streamEvents'
  | 'listAllTenants' | 'createTenant' | 'getAnyTenant' | 'suspendTenant' | 'resumeTenant' | 'deleteTenant' | 'getAnyBudget' | 'setBudget' | 'listPlans' | 'putPlan' | 'listClusters';

export const tenantHandlers: Pick<MockHandlers, Names> = {
  listTenants: ({ db, user, query }) => pageOf(db.tenants.filter(({ members }) => members.some(({ userId }) => userId === user.id)).map(({ row }) => row), query),
  getTenant: ({ db, user, params }) => db.tenantOf(user, params.tenant).row,
  getBudget: ({ db, user, params }) => ({ ...db.tenantOf(user, params.tenant).budget, measuredAt: ago(3) }),
  listMembers: ({ db, user, params, query }) => pageOf(db.tenantOf(user, params.tenant).members, query),
  addMember: ({ db, user, params, body }) => {
    const tenant = db.tenantOf(user, params.tenant);
    if (tenant.members.some(({ email }) => email === body.email)) throw new Problem('name-taken', `${body.email} is a member already.`);
    const member = { userId: randomUUID(), email: body.email, name: body.name ?? body.email, role: body.role, createdAt: new Date().toISOString() };
    tenant.members.push(member);
    return member;
  },
  changeMember: ({ db, user, params, body }) => {
    const member = db.tenantOf(user, params.tenant).members.find(({ userId }) => userId === params.user);
    if (!member) throw new Problem('not-found');
    if (member.role === 'owner' && body.role !== 'owner') throw new Problem('wrong-state', 'A tenant keeps at least one owner.');
    member.role = body.role;
    return member;
  },
  removeMember: ({ db, user, params }) => {
    const tenant = db.tenantOf(user, params.tenant);
    tenant.members = tenant.members.filter(({ userId }) => userId !== params.user);
    return null;
  },
  streamEvents: ({ db, user, params, signal, lastEventId }) => {
    db.tenantOf(user, params.tenant);
    return follow(db, 'event', signal, Number(lastEventId ?? db.events.at(-1)?.id ?? 0), () => db.events.filter(({ tenant }) => tenant === params.tenant));
  },
  listAllTenants: ({ db, query }) => pageOf(db.tenants.map(({ row }) => row), query),
  createTenant: ({ db, body }) => {
    if (db.tenants.some(({ row }) => row.slug === body.slug)) throw new Problem('name-taken', `There is a tenant ${body.slug} already.`);
    const plan = db.plans.find(({ name, isDefault }) => (body.plan === undefined ? isDefault : name === body.plan));
    if (!plan) throw new Problem('not-found', 'There is no such plan.');
    const row = { slug: body.slug, name: body.name ?? body.slug, state: 'provisioning' as const, plan: plan.name, cluster: 'local', baseDomain: 'apps.localhost', apps: 0, members: 1, createdAt: new Date().toISOString(), lastError: null };
    const tenant = { row: row as (typeof db.tenants)[number]['row'], budget: { plan: plan.name, budget: plan.budget, used: null, measuredAt: null }, members: [], apps: [] };
    db.tenants.push(tenant);
    setTimeout(() => { tenant.row.state = 'active'; }, 1500).unref();
    return row;
  },
  getAnyTenant: ({ db, params }) => db.tenant(params.tenant).row,
  suspendTenant: ({ db, params }) => Object.assign(db.tenant(params.tenant).row, { state: 'suspended' as const }),
  resumeTenant: ({ db, params }) => Object.assign(db.tenant(params.tenant).row, { state: 'active' as const }),
  deleteTenant: ({ db, params, query }) => {
    const tenant = db.tenant(params.tenant);
    if (query.confirm !== params.tenant) throw new Problem('wrong-state', 'The typed name is another one.');
    db.tenants = db.tenants.filter((each) => each !== tenant);
    return { ...tenant.row, state: 'deleting' };
  },
  getAnyBudget: ({ db, params }) => ({ ...db.tenant(params.tenant).budget, measuredAt: ago(3) }),
  setBudget: ({ db, params, body }) => {
    const tenant = db.tenant(params.tenant);
    const plan = db.plans.find(({ name }) => name === body.plan);
    tenant.budget = { ...tenant.budget, plan: plan?.name ?? tenant.budget.plan, budget: { ...(plan?.budget ?? tenant.budget.budget), ...body.budget } };
    tenant.row.plan = tenant.budget.plan;
    return tenant.budget;
  },
  listPlans: ({ db, query }) => pageOf(db.plans, query),
  putPlan: ({ db, params, body }) => {
    const plan = { name: params.plan, budget: body.budget, isDefault: body.isDefault };
    db.plans = [...db.plans.filter(({ name }) => name !== params.plan).map((each) => (body.isDefault ? { ...each, isDefault: false } : each)), plan];
    return plan;
  },
  listClusters: ({ db, query }) => pageOf(db.clusters, query),
};
