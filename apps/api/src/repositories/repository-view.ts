import { branchRuleSchema, type BranchRule, type RepositoryProvider } from '@berth/domain';
import type { Tx } from '@berth/db';
import { z } from 'zod';
import { notFound } from '../http/not-found.js';
import type { Answer } from '../http/operation.js';

export interface RepositoryRow {
  id: string;
  tenantId: string;
  appId: string;
  provider: RepositoryProvider;
  url: string;
  rules: BranchRule[];
  secret: string;
  token: string | null;
  createdBy: string | null;
  createdAt: Date;
}

const rules = z.array(branchRuleSchema);

/** The repository of an app, by the tenant that asks. Throws not-found when there is none, or the app is another's. */
export async function repositoryOf(tx: Pick<Tx, 'repository'>, tenantId: string, app: string): Promise<RepositoryRow> {
  const row = await tx.repository.findFirst({ where: { tenantId, app: { slug: app, tenantId } } });
  if (!row) throw notFound();
  return rowOf(row);
}

/** A row with its columns as what they hold. */
export const rowOf = (row: Omit<RepositoryRow, 'provider' | 'rules'> & { provider: string; rules: unknown }): RepositoryRow => ({ ...row, provider: row.provider as RepositoryProvider, rules: rules.parse(row.rules) });

/** A connection without its secrets. */
export function repositoryView(row: RepositoryRow, publicUrl: string, lastDeliveryAt: Date | null): Answer<'getRepository'> {
  const { provider, url, createdBy, createdAt } = row;
  return { provider, url, webhookUrl: `${publicUrl}/api/hooks/v1/${row.id}`, rules: row.rules, hasToken: row.token !== null, createdBy, createdAt: createdAt.toISOString(), lastDeliveryAt: lastDeliveryAt?.toISOString() ?? null };
}
