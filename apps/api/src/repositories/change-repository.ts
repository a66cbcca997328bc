import { recordEvent, type Prisma } from '@berth/db';
import { Injectable } from '@nestjs/common';
import type { TenantActor } from '../account/actor.js';
import { Database } from '../database.js';
import { invalidField } from '../http/invalid-input.js';
import type { Answer, BodyOf } from '../http/operation.js';
import { GetRepository } from './get-repository.js';
import { repositoryOf } from './repository-view.js';
import { SealRepository } from './seal-repository.js';

/** Changes which branch is deployed where, or the token. */
@Injectable()
export class ChangeRepository {
  constructor(
    private readonly database: Database,
    private readonly sealing: SealRepository,
    private readonly getRepository: GetRepository,
  ) {}

  async run(actor: TenantActor, app: string, { rules, token }: BodyOf<'changeRepository'>): Promise<Answer<'changeRepository'>> {
    const tenantId = actor.tenant.id;
    await this.database.write(async (tx) => {
      const row = await repositoryOf(tx, tenantId, app);
      const data: Prisma.RepositoryUpdateInput = {};
      if (rules !== undefined) {
        const there = await tx.environment.findMany({ where: { appId: row.appId, state: 'active' }, select: { slug: true } });
        const missing = rules.findIndex(({ environment }) => environment !== null && !there.some(({ slug }) => slug === environment));
        if (missing >= 0) throw invalidField(`/body/rules/${missing}/environment`, `is no environment of ${app}`);
        data.rules = rules;
      }
      if (token !== undefined) data.token = token === null ? null : await this.sealing.seal(tx, row, 'token', token);
      await tx.repository.update({ where: { id: row.id }, data });
      const changed = [...(rules === undefined ? [] : (['rules'] as const)), ...(token === undefined ? [] : (['token'] as const))];
      if (changed.length > 0) await recordEvent(tx, { tenantId, appId: row.appId, actor: actor.email }, 'repository.changed', { changed });
    });
    return this.getRepository.run(tenantId, app);
  }
}
