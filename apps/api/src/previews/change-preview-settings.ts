import { enqueue, recordEvent } from '@berth/db';
import { Problem, readPreviewSettings } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import type { TenantActor } from '../account/actor.js';
import { Database } from '../database.js';
import { invalidField } from '../http/invalid-input.js';
import { notFound } from '../http/not-found.js';
import type { BodyOf } from '../http/operation.js';
import { requireActive } from '../tenants/tenant-accepts.js';
import type { PreviewSettingsView } from './preview-view.js';

/** Changes what an app says of its previews. Those that are there get their new share at once; everything else counts from then on. */
@Injectable()
export class ChangePreviewSettings {
  constructor(private readonly database: Database) {}

  async run(actor: TenantActor, slug: string, change: BodyOf<'changePreviewSettings'>): Promise<PreviewSettingsView> {
    const tenantId = actor.tenant.id;
    return this.database.write(async (tx) => {
      const [app] = await tx.$queryRaw<{ id: string; state: string; previews: object }[]>`SELECT id, state, previews FROM app WHERE "tenantId" = ${tenantId} AND slug = ${slug} FOR UPDATE`;
      if (!app) throw notFound();
      requireActive(actor.tenant.state);
      if (app.state !== 'active') throw new Problem('wrong-state', 'The app is being deleted.');
      const environments = await tx.environment.findMany({ where: { appId: app.id, state: 'active' }, select: { id: true, slug: true, kind: true } });
      if (change.base !== undefined && !environments.some((environment) => environment.slug === change.base && environment.kind === 'permanent')) throw invalidField('/body/base', 'must be an environment of the app that is no preview');
      const kept = { ...app.previews, ...change };
      await tx.app.update({ where: { id: app.id }, data: { previews: kept } });
      await recordEvent(tx, { tenantId, appId: app.id, actor: actor.email }, 'previews.changed', { fields: Object.keys(change).sort() });
      for (const { id } of environments.filter(({ kind }) => kind === 'preview')) await enqueue(tx, 'reconcileEnvironment', { tenantId, environmentId: id });
      return readPreviewSettings(kept);
    });
  }
}
