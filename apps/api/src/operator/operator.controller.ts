import { Controller } from '@nestjs/common';
import { Operation, Request, type Call } from '../http/operation.js';
import { ChangeTenantState } from './change-tenant-state.js';
import { CreateTenant } from './create-tenant.js';
import { DeleteTenant } from './delete-tenant.js';
import { GetAnyBudget } from './get-any-budget.js';
import { GetAnyTenant } from './get-any-tenant.js';
import { ListAllTenants } from './list-all-tenants.js';
import { ListClusters } from './list-clusters.js';
import { ListPlans } from './list-plans.js';
import { PutPlan } from './put-plan.js';
import { SetBudget } from './set-budget.js';

@Controller()
export class OperatorController {
  constructor(
    private readonly tenants: ListAllTenants,
    private readonly tenant: GetAnyTenant,
    private readonly create: CreateTenant,
    private readonly state: ChangeTenantState,
    private readonly remove: DeleteTenant,
    private readonly budget: GetAnyBudget,
    private readonly newBudget: SetBudget,
    private readonly plans: ListPlans,
    private readonly plan: PutPlan,
    private readonly clusters: ListClusters,
  ) {}

  @Operation('listAllTenants')
  listAllTenants(@Request() { query }: Call<'listAllTenants'>) {
    return this.tenants.run(query);
  }

  @Operation('createTenant')
  createTenant(@Request() { actor, body }: Call<'createTenant'>) {
    return this.create.run(actor, body);
  }

  @Operation('getAnyTenant')
  getAnyTenant(@Request() { params }: Call<'getAnyTenant'>) {
    return this.tenant.run(params.tenant);
  }

  @Operation('suspendTenant')
  suspendTenant(@Request() { actor, params }: Call<'suspendTenant'>) {
    return this.state.run(actor, params.tenant, 'suspend');
  }

  @Operation('resumeTenant')
  resumeTenant(@Request() { actor, params }: Call<'resumeTenant'>) {
    return this.state.run(actor, params.tenant, 'resume');
  }

  @Operation('deleteTenant')
  deleteTenant(@Request() { actor, params, query }: Call<'deleteTenant'>) {
    return this.remove.run(actor, params.tenant, query.confirm);
  }

  @Operation('getAnyBudget')
  getAnyBudget(@Request() { params }: Call<'getAnyBudget'>) {
    return this.budget.run(params.tenant);
  }

  @Operation('setBudget')
  setBudget(@Request() { actor, params, body }: Call<'setBudget'>) {
    return this.newBudget.run(actor, params.tenant, body);
  }

  @Operation('listPlans')
  listPlans(@Request() { query }: Call<'listPlans'>) {
    return this.plans.run(query);
  }

  @Operation('putPlan')
  putPlan(@Request() { params, body }: Call<'putPlan'>) {
    return this.plan.run(params.plan, body);
  }

  @Operation('listClusters')
  listClusters(@Request() { query }: Call<'listClusters'>) {
    return this.clusters.run(query);
  }
}
