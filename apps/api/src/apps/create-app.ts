import { recordEvent, type Tx } from '@berth/db';
import { hostOf, isReservedAppSlug, Problem } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { TenantActor } from '../account/actor.js';
import { Database } from '../database.js';
import type { BodyOf } from '../http/operation.js';
import { isUniqueViolation } from '../http/unique-violation.js';
import { notFound } from '../http/not-found.js';
import { lockTenant } from '../tenants/lock-tenant.js';
import { requireActive } from '../tenants/tenant-accepts.js';
import type { AppView } from './app-view.js';
import { GetApp } from './get-app.js';

/** Makes an app with its production environment and host, within the budget: the tenant's lock makes parallel calls wait for each other. */
@Injectable()
export class CreateApp {
  constructor(
    private readonly database: Database,
    private readonly getApp: GetApp,
  ) {}

  async run(actor: TenantActor, { name }: BodyOf<'createApp'>): Promise<AppView> {
    if (isReservedAppSlug(name)) throw new Problem('name-reserved', `The name ${name} is kept for the platform.`);
    try {
      await this.database.write((tx) => this.insert(tx, actor, name));
    } catch (error) {
      throw isUniqueViolation(error) ? new Problem('name-taken', `The host name of ${name} is in use.`) : error;
    }
    return this.getApp.run(actor.tenant.id, name);
  }

  private async insert(tx: Tx, actor: TenantActor, slug: string): Promise<void> {
    const tenant = await lockTenant(tx, { id: actor.tenant.id });
    if (!tenant) throw notFound();
    requireActive(tenant.state);
    const known = await tx.app.findUnique({ where: { tenantId_slug: { tenantId: tenant.id, slug } }, select: { state: true } });
    if (known) throw new Problem('name-taken', known.state === 'deleting' ? `The app ${slug} is still being deleted.` : `There is an app ${slug} already.`);
    const apps = await tx.app.count({ where: { tenantId: tenant.id } });
    if (apps >= tenant.budget.apps) throw new Problem('over-budget', `The budget allows ${tenant.budget.apps} apps, and there are ${apps}.`);
    const { baseDomain } = await tx.cluster.findUniqueOrThrow({ where: { id: tenant.clusterId }, select: { baseDomain: true } });
    const [appId, environmentId] = [randomUUID(), randomUUID()];
    await tx.app.create({ data: { id: appId, tenantId: tenant.id, slug } });
    await tx.environment.create({ data: { id: environmentId, tenantId: tenant.id, appId, slug: 'production' } });
    await tx.host.create({ data: { name: hostOf(slug, tenant.slug, baseDomain), tenantId: tenant.id, environmentId } });
    await recordEvent(tx, { tenantId: tenant.id, appId, environmentId, actor: actor.email }, 'app.created', { app: slug });
  }
}
