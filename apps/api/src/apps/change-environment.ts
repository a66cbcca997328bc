import { Prisma } from '@berth/db';
import { Injectable } from '@nestjs/common';
import type { TenantActor } from '../account/actor.js';
import { Database } from '../database.js';
import { invalidField } from '../http/invalid-input.js';
import type { Answer, BodyOf } from '../http/operation.js';
import { lockForAction, type EnvironmentKey } from './environment-key.js';
import { GetEnvironment } from './get-environment.js';

/** Changes an environment's settings; they count from the next deployment on. */
@Injectable()
export class ChangeEnvironment {
  constructor(
    private readonly database: Database,
    private readonly getEnvironment: GetEnvironment,
  ) {}

  async run(actor: TenantActor, key: EnvironmentKey, { watchSeconds, rollout }: BodyOf<'changeEnvironment'>): Promise<Answer<'changeEnvironment'>> {
    const tenantId = actor.tenant.id;
    await this.database.write(async (tx) => {
      const environment = await lockForAction(tx, actor, key);
      if (rollout && environment.kind === 'preview') throw invalidField('/body/rollout', 'is for environments that serve: a preview is always rolling');
      await tx.environment.update({ where: { id: environment.id }, data: { ...(watchSeconds !== undefined && { watchSeconds }), ...(rollout !== undefined && { rollout: rollout ?? Prisma.DbNull }) } });
    });
    return this.getEnvironment.run(tenantId, key);
  }
}
