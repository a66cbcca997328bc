import { enqueue } from '@berth/db';
import { finalDeploymentStates, Problem, roleAtLeast } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import type { TenantActor } from '../account/actor.js';
import { Database } from '../database.js';
import { invalidField } from '../http/invalid-input.js';
import { notFound } from '../http/not-found.js';
import type { AppView } from './app-view.js';
import { GetApp } from './get-app.js';

/** Begins to delete an app. What runs for it is cancelled; the worker removes its objects, images and rows. */
@Injectable()
export class DeleteApp {
  constructor(
    private readonly database: Database,
    private readonly getApp: GetApp,
  ) {}

  async run(actor: TenantActor, slug: string, confirm: string): Promise<AppView> {
    const tenantId = actor.tenant.id;
    const view = await this.database.write(async (tx) => {
      const found = await this.getApp.run(tenantId, slug); // read before: the worker may be done before the answer
      const [app] = await tx.$queryRaw<{ id: string; state: string }[]>`SELECT id, state FROM app WHERE "tenantId" = ${tenantId} AND slug = ${slug} FOR UPDATE`;
      if (!app) throw notFound();
      if (confirm !== slug) throw invalidField('/query/confirm', `must be ${slug}`);
      const deployed = await tx.deployment.count({ where: { environment: { appId: app.id } } });
      if (deployed > 0 && !roleAtLeast(actor.role, 'admin')) throw new Problem('role-missing', `Deleting an app that was deployed needs the role admin; you are ${actor.role}.`);
      if (app.state !== 'active') throw new Problem('wrong-state', 'The app is being deleted already.');
      await tx.app.update({ where: { id: app.id }, data: { state: 'deleting' } });
      await tx.deployment.updateMany({
        where: { environment: { appId: app.id }, state: { notIn: [...finalDeploymentStates] }, cancelRequestedAt: null },
        data: { cancelRequestedAt: new Date() },
      });
      await enqueue(tx, 'deleteApp', { tenantId, appId: app.id });
      return found;
    });
    return { ...view, state: 'deleting', environments: view.environments.map((environment) => ({ ...environment, state: 'deleting', reason: 'It is being deleted.' })) };
  }
}
