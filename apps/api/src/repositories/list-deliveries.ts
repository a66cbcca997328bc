import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Database } from '../database.js';
import { decodeCursor, pageOf } from '../http/cursor.js';
import type { Answer, QueryOf } from '../http/operation.js';
import { deliveryViews } from './delivery-view.js';
import { repositoryOf } from './repository-view.js';

/** What the provider told of, newest first. */
@Injectable()
export class ListDeliveries {
  constructor(private readonly database: Database) {}

  async run(tenantId: string, app: string, { cursor, limit, state }: QueryOf<'listRepositoryDeliveries'>): Promise<Answer<'listRepositoryDeliveries'>> {
    const { prisma } = this.database;
    const { id: repositoryId } = await repositoryOf(prisma, tenantId, app);
    const before = decodeCursor(cursor, z.uuid());
    const rows = await prisma.repositoryDelivery.findMany({ where: { repositoryId, ...(state && { state }), ...(before !== undefined && { id: { lt: before } }) }, orderBy: { id: 'desc' }, take: limit + 1 }); // ids are in order of time
    const { items, nextCursor } = pageOf(rows, limit, ({ id }) => id);
    return { items: await deliveryViews(prisma, items), nextCursor };
  }
}
