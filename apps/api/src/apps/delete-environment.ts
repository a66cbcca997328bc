import { startEnvironmentDeletion } from '@berth/db';
import { Problem } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import type { TenantActor } from '../account/actor.js';
import { Database } from '../database.js';
import type { Answer } from '../http/operation.js';
import { lockEnvironment, requireStanding, type EnvironmentKey } from './environment-key.js';
import { GetEnvironment } from './get-environment.js';

/** Begins to delete an environment. What runs in it is cancelled; the worker removes its objects and rows. */
@Injectable()
export class DeleteEnvironment {
  constructor(
    private readonly database: Database,
    private readonly getEnvironment: GetEnvironment,
  ) {}

  async run(actor: TenantActor, key: EnvironmentKey, confirm: string): Promise<Answer<'deleteEnvironment'>> {
    const tenantId = actor.tenant.id;
    const view = await this.getEnvironment.run(tenantId, key); // read before: the worker may be done before the answer
    await this.database.write(async (tx) => {
      const environment = await lockEnvironment(tx, tenantId, key);
      if (confirm !== key.environment) throw new Problem('invalid-input', `/query/confirm: must be ${key.environment}.`, { errors: [{ path: '/query/confirm', message: `must be ${key.environment}` }] });
      if (key.environment === 'production') throw new Problem('wrong-state', 'The environment production goes with its app alone.', { remedy: `Delete the app: \`berth apps delete ${key.app}\`.` });
      requireStanding(environment);
      await startEnvironmentDeletion(tx, { tenantId, environmentId: environment.id });
    });
    return { ...view, state: 'deleting', reason: 'It is being deleted.' };
  }
}
