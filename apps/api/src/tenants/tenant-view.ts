import type { tenantSchema } from '@berth/contract';
import type { z } from 'zod';

export type TenantView = z.input<typeof tenantSchema>;

/** Columns of a tenant as the contract shows it; `t` is the tenant, `c` its cluster. */
export const tenantColumns = `t.slug, t.name, t.state, t."planName" AS plan, c.name AS cluster, c."baseDomain",
  (SELECT count(*)::int FROM app WHERE app."tenantId" = t.id) AS apps, (SELECT count(*)::int FROM member WHERE member."tenantId" = t.id) AS members,
  t."createdAt"`;

/** What keeps a tenant from being set up is for the operator alone. */
export const forOperator = 't."lastError"';
export const forMembers = 'NULL::text AS "lastError"';
