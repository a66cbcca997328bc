import { Injectable } from '@nestjs/common';
import type { TenantActor } from '../account/actor.js';
import { lockForAction, type EnvironmentKey } from '../apps/environment-key.js';
import { Database } from '../database.js';
import type { Answer, BodyOf } from '../http/operation.js';
import { AskWorker } from '../live/ask-worker.js';
import { requestedInput } from './requested-input.js';

const timeoutMs = 10_000;

/** Asks a worker what a deployment would change; no row is written. */
@Injectable()
export class CheckDeployment {
  constructor(
    private readonly database: Database,
    private readonly askWorker: AskWorker,
  ) {}

  async run(actor: TenantActor, key: EnvironmentKey, body: BodyOf<'checkDeployment'>): Promise<Answer<'checkDeployment'>> {
    const tenantId = actor.tenant.id;
    const { environmentId, input } = await this.database.write(async (tx) => {
      const environment = await lockForAction(tx, actor, key);
      return { environmentId: environment.id, input: await requestedInput(tx, tenantId, environment, body) };
    });
    return (await this.askWorker.run({ kind: 'check', tenantId, environmentId, input }, timeoutMs)) as Answer<'checkDeployment'>;
  }
}
