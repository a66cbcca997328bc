import { Controller } from '@nestjs/common';
import { StreamEvents } from '../events/stream-events.js';
import { Operation, Request, type Call } from '../http/operation.js';
import { GetBudget } from './get-budget.js';
import { GetTenant } from './get-tenant.js';
import { ListTenants } from './list-tenants.js';

@Controller()
export class TenantsController {
  constructor(
    private readonly list: ListTenants,
    private readonly tenant: GetTenant,
    private readonly budget: GetBudget,
    private readonly events: StreamEvents,
  ) {}

  @Operation('listTenants')
  listTenants(@Request() { actor, query }: Call<'listTenants'>) {
    return this.list.run(actor, query);
  }

  @Operation('getTenant')
  getTenant(@Request() { actor }: Call<'getTenant'>) {
    return this.tenant.run(actor.tenant.id);
  }

  @Operation('getBudget')
  getBudget(@Request() { actor }: Call<'getBudget'>) {
    return this.budget.run(actor.tenant.id);
  }

  @Operation('streamEvents')
  streamEvents(@Request() call: Call<'streamEvents'>) {
    return this.events.run(call);
  }
}
