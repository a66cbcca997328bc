import { previewForBranch, type Preview } from '@berth/db';
import { Problem } from '@berth/domain';
import { resealSecrets } from '@berth/sealing';
import { Injectable } from '@nestjs/common';
import type { TenantActor } from '../account/actor.js';
import { GetEnvironment } from '../apps/get-environment.js';
import { Database } from '../database.js';
import { Env } from '../env.js';
import type { Answer } from '../http/operation.js';
import { isUniqueViolation } from '../http/unique-violation.js';
import { requireActive } from '../tenants/tenant-accepts.js';

/** The preview of a branch, made when it has none. */
@Injectable()
export class CreatePreview {
  constructor(
    private readonly database: Database,
    private readonly env: Env,
    private readonly getEnvironment: GetEnvironment,
  ) {}

  async run(actor: TenantActor, app: string, branch: string): Promise<Answer<'createPreview'>> {
    const { environment } = await this.ensure(actor, app, branch);
    return this.getEnvironment.run(actor.tenant.id, { app, environment });
  }

  /** The same without its view. Throws what `previewForBranch` does. */
  async ensure(actor: TenantActor, app: string, branch: string): Promise<Preview> {
    requireActive(actor.tenant.state);
    try {
      return await this.database.write((tx) =>
        previewForBranch(tx, { tenantId: actor.tenant.id, app, branch, actor: actor.email, reseal: (tenant, from, to, secrets) => resealSecrets(this.env.installationKey, tenant, from, to, secrets) }),
      );
    } catch (error) {
      throw isUniqueViolation(error) ? new Problem('name-taken', `The host name of the preview of ${branch} has just been taken.`, { remedy: 'Try again.' }) : error;
    }
  }
}
