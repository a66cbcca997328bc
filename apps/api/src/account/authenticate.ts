import { Problem, type Role } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Database } from '../database.js';
import type { Actor, TenantActor, TenantState } from './actor.js';
import { BetterAuth, sessionCookie } from './better-auth.js';
import { strictest } from './strictest-role.js';
import { hashSecret, looksLikeToken } from './token-secret.js';

const membershipColumns = 'tn.id AS "inTenantId", tn.slug AS "tenantSlug", tn.state AS "tenantState", m.role AS "memberRole"';
const membershipJoin = 'LEFT JOIN tenant tn ON tn.slug = $2 LEFT JOIN member m ON m."tenantId" = tn.id AND m."userId" = u.id';

const byToken = {
  name: 'authenticate-token',
  text: `SELECT u.id AS "userId", u.email, u.name, u.operator, t.id AS "tokenId", t.name AS "tokenName", t.role AS "tokenRole", t."tenantId" AS "tokenTenantId",
    t."expiresAt", t."expiresAt" <= (now() AT TIME ZONE 'UTC') AS expired,
    t."lastUsedAt" IS NULL OR t."lastUsedAt" < (now() AT TIME ZONE 'UTC') - interval '1 minute' AS stale, ${membershipColumns}
  FROM api_token t JOIN "user" u ON u.id = t."userId" ${membershipJoin} WHERE t.hash = $1`,
};
const byUser = {
  name: 'authenticate-user',
  text: `SELECT u.id AS "userId", u.email, u.name, u.operator, ${membershipColumns} FROM "user" u ${membershipJoin} WHERE u.id = $1`,
};
const touchToken = { name: 'touch-token', text: `UPDATE api_token SET "lastUsedAt" = now() AT TIME ZONE 'UTC' WHERE id = $1` };

interface Row {
  userId: string;
  email: string;
  name: string;
  operator: boolean;
  inTenantId: string | null;
  tenantSlug: string | null;
  tenantState: TenantState | null;
  memberRole: Role | null;
}
interface TokenRow extends Row {
  tokenId: string;
  tokenName: string;
  tokenRole: Role | null;
  tokenTenantId: string | null;
  expiresAt: string | null;
  expired: boolean | null;
  stale: boolean;
}

/** Finds out who calls, and in the same query whether they are a member of the tenant in the path. Nothing is cached. */
@Injectable()
export class Authenticate {
  constructor(
    private readonly database: Database,
    private readonly auth: BetterAuth,
  ) {}

  /** The caller; with `role` and `tenant` when `tenantSlug` is theirs to see. Throws unauthenticated or token-expired. */
  async run(request: FastifyRequest, tenantSlug: string | undefined): Promise<Actor | TenantActor> {
    const { authorization } = request.headers;
    return authorization === undefined ? this.bySession(request, tenantSlug) : this.byBearer(authorization, tenantSlug);
  }

  private byBearer(authorization: string, tenantSlug: string | undefined) {
    const secret = /^Bearer ([^\s]+)$/i.exec(authorization)?.[1];
    if (!secret || !looksLikeToken(secret)) throw new Problem('unauthenticated', 'The Authorization header holds no API token of this installation.');
    return this.byToken(secret, tenantSlug);
  }

  /** Whose API token it is. Throws unauthenticated or token-expired. */
  async byToken(secret: string, tenantSlug: string | undefined): Promise<Actor | TenantActor> {
    const [row] = await this.database.rows<TokenRow>(byToken, [hashSecret(secret), tenantSlug ?? null]);
    if (!row) throw new Problem('unauthenticated', 'The token is not known here: it was revoked, or belongs to another installation.');
    if (row.expired) throw new Problem('token-expired', `The token expired at ${row.expiresAt}.`);
    if (row.stale) await this.database.rows(touchToken, [row.tokenId]);
    const limited = row.tokenTenantId !== null || row.tokenRole !== null;
    const token = { id: row.tokenId, name: row.tokenName, tenantId: row.tokenTenantId, role: row.tokenRole, expiresAt: row.expiresAt };
    return inTenant({ userId: row.userId, email: row.email, name: row.name, operator: row.operator && !limited, token }, row);
  }

  private async bySession(request: FastifyRequest, tenantSlug: string | undefined) {
    const cookie = request.headers.cookie;
    if (!cookie?.includes(sessionCookie)) throw new Problem('unauthenticated');
    const found = await this.auth.api.getSession({ headers: new Headers({ cookie }) });
    return this.byUser(found?.user.id, tenantSlug);
  }

  /** A user who has proved to be one. Throws unauthenticated when there is none by that id any more. */
  async byUser(id: string | undefined, tenantSlug: string | undefined): Promise<Actor | TenantActor> {
    const [row] = id === undefined ? [] : await this.database.rows<Row>(byUser, [id, tenantSlug ?? null]);
    if (!row) throw new Problem('unauthenticated', 'The session has ended.');
    return inTenant({ userId: row.userId, email: row.email, name: row.name, operator: row.operator, token: null }, row);
  }
}

function inTenant(actor: Actor, row: Row): Actor | TenantActor {
  if (!row.inTenantId || !row.memberRole || !row.tenantSlug || !row.tenantState) return actor;
  if (actor.token?.tenantId && actor.token.tenantId !== row.inTenantId) return actor;
  return { ...actor, tenant: { id: row.inTenantId, slug: row.tenantSlug, state: row.tenantState }, role: strictest(row.memberRole, actor.token?.role ?? null) };
}
