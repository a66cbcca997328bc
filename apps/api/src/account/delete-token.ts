import { Injectable } from '@nestjs/common';
import { Database } from '../database.js';
import { notFound } from '../http/not-found.js';
import type { Actor } from './actor.js';
import { rolesWithin } from './list-tokens.js';

/** Revokes one of the caller's tokens and all that were made with it, at once. */
@Injectable()
export class DeleteToken {
  constructor(private readonly database: Database) {}

  async run(actor: Actor, tokenId: string): Promise<void> {
    const within = rolesWithin(actor.token?.role);
    await this.database.write(async (tx) => {
      const { count } = await tx.apiToken.deleteMany({
        where: { id: tokenId, userId: actor.userId, ...(actor.token?.tenantId && { tenantId: actor.token.tenantId }), ...(within && { role: { in: within } }) },
      });
      if (count === 0) throw notFound();
    });
  }
}
