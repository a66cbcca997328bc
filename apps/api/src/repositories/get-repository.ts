import { Injectable } from '@nestjs/common';
import { Database } from '../database.js';
import { Env } from '../env.js';
import type { Answer } from '../http/operation.js';
import { repositoryOf, repositoryView } from './repository-view.js';

/** The repository that an app is connected to. */
@Injectable()
export class GetRepository {
  constructor(
    private readonly database: Database,
    private readonly env: Env,
  ) {}

  async run(tenantId: string, app: string): Promise<Answer<'getRepository'>> {
    const { prisma } = this.database;
    const row = await repositoryOf(prisma, tenantId, app);
    const last = await prisma.repositoryDelivery.findFirst({ where: { repositoryId: row.id }, orderBy: { createdAt: 'desc' }, select: { createdAt: true } });
    return repositoryView(row, this.env.publicUrl, last?.createdAt ?? null);
  }
}
