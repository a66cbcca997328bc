import type { Tx } from '@berth/db';
import type { Commit } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import type { TenantActor } from '../account/actor.js';
import { lockForAction, type EnvironmentKey } from '../apps/environment-key.js';
import { Database } from '../database.js';
import { AddDomainsOfSource } from '../domains/add-domains-of-source.js';
import type { BodyOf } from '../http/operation.js';
import type { DeploymentView } from './deployment-view.js';
import { GetDeployment } from './get-deployment.js';
import { queueDeployment } from './queue-deployment.js';
import { requestedInput } from './requested-input.js';

/** What is known of a deployment besides the request. */
interface Circumstances {
  warnings?: string[];
  /** Written with it, or not at all. */
  within?: (tx: Tx, deploymentId: string) => Promise<void>;
}

/** Accepts a deployment. The worker runs it; one that still waits is superseded there. */
@Injectable()
export class CreateDeployment {
  constructor(
    private readonly database: Database,
    private readonly getDeployment: GetDeployment,
    private readonly domains: AddDomainsOfSource,
  ) {}

  async run(actor: TenantActor, key: EnvironmentKey, body: BodyOf<'createDeployment'>, commit?: Commit, { warnings = [], within }: Circumstances = {}): Promise<DeploymentView> {
    const id = await this.database.write(async (tx) => {
      const environment = await lockForAction(tx, actor, key);
      const input = await requestedInput(tx, actor.tenant.id, environment, body);
      const said = [...warnings, ...(key.environment === 'production' ? await this.domains.run(tx, actor, environment, input) : [])];
      const deploymentId = await queueDeployment(tx, actor, environment, 'deploy', { ...input, ...(commit && { commit }), ...(said.length > 0 && { warnings: said }) });
      await within?.(tx, deploymentId);
      return deploymentId;
    });
    return this.getDeployment.run(actor.tenant.id, key, id);
  }
}
