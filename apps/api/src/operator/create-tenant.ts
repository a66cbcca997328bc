import { enqueue, Prisma, recordEvent, type Tx } from '@berth/db';
import { isReservedTenantSlug, Problem } from '@berth/domain';
import { newDataKey } from '@berth/sealing';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Actor } from '../account/actor.js';
import { Database } from '../database.js';
import { Env } from '../env.js';
import type { BodyOf } from '../http/operation.js';
import { isUniqueViolation } from '../http/unique-violation.js';
import { ensureUser } from '../members/ensure-user.js';
import type { TenantView } from '../tenants/tenant-view.js';
import { GetAnyTenant } from './get-any-tenant.js';
import { noSuch } from './operator-problems.js';

const taken = (slug: string) => new Problem('name-taken', `There is a tenant ${slug} already.`);

/** Makes a tenant with its data key and first owner. The worker sets it up on its cluster; nothing here waits for that. */
@Injectable()
export class CreateTenant {
  constructor(
    private readonly database: Database,
    private readonly env: Env,
    private readonly getAnyTenant: GetAnyTenant,
  ) {}

  async run(actor: Actor, input: BodyOf<'createTenant'>): Promise<TenantView> {
    if (isReservedTenantSlug(input.slug)) throw new Problem('name-reserved', `The name ${input.slug} is kept for the platform.`);
    try {
      await this.database.write((tx) => this.insert(tx, actor, input));
    } catch (error) {
      throw isUniqueViolation(error) ? taken(input.slug) : error;
    }
    return this.getAnyTenant.run(input.slug);
  }

  private async insert(tx: Tx, actor: Actor, { slug, name, plan: planName, cluster: clusterName, owner }: BodyOf<'createTenant'>): Promise<void> {
    if ((await tx.tenant.count({ where: { slug } })) > 0) throw taken(slug); // said before a password is asked for
    const plan = await tx.plan.findFirst({ where: planName === undefined ? { isDefault: true } : { name: planName } });
    if (!plan) throw noSuch('plan', planName ?? '(default)');
    const cluster = await tx.cluster.findFirst({ where: clusterName === undefined ? { isDefault: true } : { name: clusterName }, select: { id: true } });
    if (!cluster) throw noSuch('cluster', clusterName ?? '(default)');
    const user = await ensureUser(tx, owner, '/body/owner');
    const id = randomUUID();
    await tx.tenant.create({
      data: {
        id,
        slug,
        name: name ?? slug,
        planName: plan.name,
        budget: plan.budget as Prisma.InputJsonObject,
        dataKey: Uint8Array.from(newDataKey(this.env.installationKey, id)),
        clusterId: cluster.id,
        members: { create: { userId: user.id, role: 'owner' } },
      },
    });
    await recordEvent(tx, { tenantId: id, actor: actor.email }, 'tenant.state', { state: 'provisioning' });
    await enqueue(tx, 'provisionTenant', { tenantId: id });
  }
}
