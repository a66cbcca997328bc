import { recordEvent } from '@berth/db';
import { Injectable } from '@nestjs/common';
import type { TenantActor } from '../account/actor.js';
import { Database } from '../database.js';
import type { Answer } from '../http/operation.js';
import { GetRepository } from './get-repository.js';
import { repositoryOf } from './repository-view.js';
import { SealRepository } from './seal-repository.js';
import { newWebhookSecret } from './verify-message.js';

/** Makes a new webhook secret; the old one is refused at once. */
@Injectable()
export class RotateRepositorySecret {
  constructor(
    private readonly database: Database,
    private readonly sealing: SealRepository,
    private readonly getRepository: GetRepository,
  ) {}

  async run(actor: TenantActor, app: string): Promise<Answer<'rotateRepositorySecret'>> {
    const tenantId = actor.tenant.id;
    const secret = await this.database.write(async (tx) => {
      const row = await repositoryOf(tx, tenantId, app);
      const made = newWebhookSecret();
      await tx.repository.update({ where: { id: row.id }, data: { secret: await this.sealing.seal(tx, row, 'secret', made) } });
      await recordEvent(tx, { tenantId, appId: row.appId, actor: actor.email }, 'repository.changed', { changed: ['secret'] });
      return made;
    });
    return { repository: await this.getRepository.run(tenantId, app), secret };
  }
}
