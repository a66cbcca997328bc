import { startEnvironmentDeletion } from '@berth/db';
import { Injectable } from '@nestjs/common';
import type { TenantActor } from '../account/actor.js';
import { lockEnvironment, requireStanding } from '../apps/environment-key.js';
import { GetEnvironment } from '../apps/get-environment.js';
import { Database } from '../database.js';
import { notFound } from '../http/not-found.js';
import type { Answer } from '../http/operation.js';

const find = { name: 'find-preview', text: 'SELECT e.slug FROM environment e JOIN app a ON a.id = e."appId" WHERE a."tenantId" = $1 AND a.slug = $2 AND e.branch = $3' };

/** Begins to delete the preview of a branch; the worker removes its objects, hosts and rows. */
@Injectable()
export class DeletePreview {
  constructor(
    private readonly database: Database,
    private readonly getEnvironment: GetEnvironment,
  ) {}

  /** Throws not-found for a branch without a preview, and wrong-state when it is being deleted already. */
  async run(actor: TenantActor, app: string, branch: string): Promise<Answer<'deletePreview'>> {
    const tenantId = actor.tenant.id;
    const [found] = await this.database.rows<{ slug: string }>(find, [tenantId, app, branch]);
    if (!found) throw notFound();
    const key = { app, environment: found.slug };
    const view = await this.getEnvironment.run(tenantId, key); // read before: the worker may be done before the answer
    await this.database.write(async (tx) => {
      const environment = await lockEnvironment(tx, tenantId, key);
      requireStanding(environment);
      await startEnvironmentDeletion(tx, { tenantId, environmentId: environment.id });
    });
    return { ...view, state: 'deleting', reason: 'It is being deleted.' };
  }
}
