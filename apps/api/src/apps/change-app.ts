import { recordEvent } from '@berth/db';
import { Problem } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import type { TenantActor } from '../account/actor.js';
import { Database } from '../database.js';
import { notFound } from '../http/not-found.js';
import type { BodyOf } from '../http/operation.js';
import { requireActive } from '../tenants/tenant-accepts.js';
import type { AppView } from './app-view.js';
import { GetApp } from './get-app.js';

/** Changes an app's settings; they count from the next source on. */
@Injectable()
export class ChangeApp {
  constructor(
    private readonly database: Database,
    private readonly getApp: GetApp,
  ) {}

  async run(actor: TenantActor, slug: string, { root, watch }: BodyOf<'changeApp'>): Promise<AppView> {
    const tenantId = actor.tenant.id;
    await this.database.write(async (tx) => {
      const [app] = await tx.$queryRaw<{ id: string; state: string }[]>`SELECT id, state FROM app WHERE "tenantId" = ${tenantId} AND slug = ${slug} FOR UPDATE`;
      if (!app) throw notFound();
      requireActive(actor.tenant.state);
      if (app.state !== 'active') throw new Problem('wrong-state', 'The app is being deleted.');
      const change = { ...(root !== undefined && { root }), ...(watch !== undefined && { watch }) };
      await tx.app.update({ where: { id: app.id }, data: change });
      await recordEvent(tx, { tenantId, appId: app.id, actor: actor.email }, 'app.changed', { fields: Object.keys(change) });
    });
    return this.getApp.run(tenantId, slug);
  }
}
