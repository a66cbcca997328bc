import { Injectable } from '@nestjs/common';
import { Database } from '../database.js';
import { invalidField } from '../http/invalid-input.js';
import { notFound } from '../http/not-found.js';
import type { Answer, BodyOf } from '../http/operation.js';
import type { Actor } from './actor.js';
import { strictest } from './strictest-role.js';
import { newTokenSecret } from './token-secret.js';

/** Makes a token, which never reaches further or lives longer than the token that makes it. */
@Injectable()
export class CreateToken {
  constructor(private readonly database: Database) {}

  async run(actor: Actor, input: BodyOf<'createToken'>): Promise<Answer<'createToken'>> {
    const expiresAt = this.expiry(actor, input.expiresAt);
    const tenant = await this.tenantOf(actor, input.tenant);
    const role = actor.token?.role ? strictest(actor.token.role, input.role ?? null) : (input.role ?? null);
    const { secret, hash, prefix } = newTokenSecret();
    return this.database.write(async (tx) => {
      const token = await tx.apiToken.create({ data: { userId: actor.userId, tenantId: tenant?.id ?? null, role, name: input.name, hash, prefix, expiresAt } });
      return { id: token.id, name: token.name, prefix, tenant: tenant?.slug ?? null, role, expiresAt: expiresAt?.toISOString() ?? null, lastUsedAt: null, createdAt: token.createdAt.toISOString(), secret };
    });
  }

  private expiry(actor: Actor, wanted: string | undefined): Date | null {
    const limit = actor.token?.expiresAt ? new Date(actor.token.expiresAt) : null;
    if (wanted === undefined) return limit;
    const date = new Date(wanted);
    if (date.getTime() <= Date.now()) throw invalidField('/body/expiresAt', 'lies in the past');
    return limit && limit < date ? limit : date;
  }

  private async tenantOf(actor: Actor, slug: string | undefined): Promise<{ id: string; slug: string } | null> {
    const limit = actor.token?.tenantId;
    if (slug === undefined && !limit) return null;
    const tenant = await this.database.prisma.tenant.findFirst({
      where: { members: { some: { userId: actor.userId } }, ...(slug !== undefined && { slug }), ...(limit && { id: limit }) },
      select: { id: true, slug: true },
    });
    if (!tenant) throw notFound();
    return tenant;
  }
}
