import { Injectable } from '@nestjs/common';
import type { Actor } from '../account/actor.js';
import { invalidField } from '../http/invalid-input.js';
import type { TenantView } from '../tenants/tenant-view.js';
import { ChangeTenantState } from './change-tenant-state.js';

/** Deletes a tenant with everything that is theirs, once its name has been typed again. */
@Injectable()
export class DeleteTenant {
  constructor(private readonly changeState: ChangeTenantState) {}

  async run(actor: Actor, slug: string, confirm: string): Promise<TenantView> {
    if (confirm !== slug) throw invalidField('/query/confirm', `must be ${slug}`);
    return this.changeState.run(actor, slug, 'delete');
  }
}
