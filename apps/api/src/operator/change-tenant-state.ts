import { enqueue, recordEvent } from '@berth/db';
import { Problem, type JobName } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import type { Actor, TenantState } from '../account/actor.js';
import { Database } from '../database.js';
import { lockTenant } from '../tenants/lock-tenant.js';
import type { TenantView } from '../tenants/tenant-view.js';
import { GetAnyTenant } from './get-any-tenant.js';
import { noSuch } from './operator-problems.js';

interface Transition {
  from: readonly TenantState[];
  to: TenantState;
  job: Extract<JobName, 'provisionTenant' | 'deleteTenant'>;
}

/** What the operator does to a whole tenant: action × state. */
export const tenantTransitions = {
  suspend: { from: ['active', 'provisioning'], to: 'suspended', job: 'provisionTenant' },
  resume: { from: ['suspended'], to: 'active', job: 'provisionTenant' },
  delete: { from: ['active', 'provisioning', 'suspended'], to: 'deleting', job: 'deleteTenant' },
} as const satisfies Record<string, Transition>;

/** Moves a tenant to another state; the worker makes it so on the cluster. */
@Injectable()
export class ChangeTenantState {
  constructor(
    private readonly database: Database,
    private readonly getAnyTenant: GetAnyTenant,
  ) {}

  async run(actor: Actor, slug: string, action: keyof typeof tenantTransitions): Promise<TenantView> {
    const { from, to, job }: Transition = tenantTransitions[action];
    const view = await this.database.write(async (tx) => {
      const found = await this.getAnyTenant.run(slug); // read before: the worker may have removed it before the answer
      const tenant = await lockTenant(tx, { slug });
      if (!tenant) throw noSuch('tenant', slug);
      if (!from.includes(tenant.state)) throw new Problem('wrong-state', `The tenant is ${tenant.state}; to ${action} it, it must be ${from.join(' or ')}.`);
      await tx.tenant.update({ where: { id: tenant.id }, data: { state: to } });
      await recordEvent(tx, { tenantId: tenant.id, actor: actor.email }, 'tenant.state', { state: to });
      await enqueue(tx, job, { tenantId: tenant.id });
      return found;
    });
    return { ...view, state: to };
  }
}
