import type { Tx } from '@berth/db';
import { Problem, roleAtLeast, roles, type Role } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import { Database } from '../database.js';
import { invalidField } from '../http/invalid-input.js';
import { notFound } from '../http/not-found.js';
import type { Answer, BodyOf } from '../http/operation.js';
import type { Actor } from './actor.js';
import { newTokenSecret } from './token-secret.js';

/** Makes a token, which never reaches further or lives longer than the token that makes it, and ends with it. */
@Injectable()
export class CreateToken {
  constructor(private readonly database: Database) {}

  async run(actor: Actor, input: BodyOf<'createToken'>): Promise<Answer<'createToken'>> {
    const expiresAt = this.expiry(actor, input.expiresAt);
    const tenant = await this.tenantOf(actor, input.tenant);
    const role = await this.roleOf(actor, tenant, input.role);
    const { secret, hash, prefix } = newTokenSecret();
    return this.database.write(async (tx) => {
      const parentId = await lockParent(tx, actor);
      const token = await tx.apiToken.create({ data: { userId: actor.userId, parentId, tenantId: tenant?.id ?? null, role, name: input.name, hash, prefix, expiresAt } });
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

  private async roleOf(actor: Actor, tenant: { id: string } | null, wanted: Role | undefined): Promise<Role | null> {
    const limit = actor.token?.role ?? null;
    if (wanted === undefined) return limit;
    if (limit && !roleAtLeast(limit, wanted)) throw tooHigh(wanted, `The token that you use may be ${limit} at most.`);
    const memberships = await this.database.prisma.member.findMany({ where: { userId: actor.userId, ...(tenant && { tenantId: tenant.id }) }, select: { role: true } });
    const highest = roles.findLast((role) => memberships.some((membership) => membership.role === role));
    if (highest && !roleAtLeast(highest, wanted)) throw tooHigh(wanted, `You are ${highest}${tenant ? ' of the tenant' : ''}.`);
    return wanted;
  }
}

const tooHigh = (wanted: Role, why: string): Problem => new Problem('role-missing', `A token cannot do more than who makes it: ${wanted} is too much. ${why}`, { remedy: 'Leave the role out, or ask for a lower one.' });

/** The token that makes the new one, held until that is written. Throws unauthenticated when it was revoked meanwhile. */
async function lockParent(tx: Tx, { token }: Actor): Promise<string | null> {
  if (!token) return null;
  const rows = await tx.$queryRaw<unknown[]>`SELECT FROM api_token WHERE id = ${token.id} FOR KEY SHARE`;
  if (rows.length === 0) throw new Problem('unauthenticated', 'The token was revoked.');
  return token.id;
}
