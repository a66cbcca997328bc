import { branchRuleSchema, Problem, type BranchRule, type RepositoryProvider } from '@berth/domain';
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
export async function repositoryOf(tx: Pick<Tx, 'app'>, tenantId: string, app: string): Promise<RepositoryRow> {
  const found = await tx.app.findFirst({ where: { slug: app, tenantId }, select: { repository: true } });
  if (!found) throw notFound();
  if (!found.repository) throw new Problem('not-found', `App ${app} is connected to no repository.`, { remedy: 'Connect one: berth repo connect URL' });
  return rowOf(found.repository);
}

/** A row with its columns as what they hold. */
export const rowOf = (row: Omit<RepositoryRow, 'provider' | 'rules'> & { provider: string; rules: unknown }): RepositoryRow => ({ ...row, provider: row.provider as RepositoryProvider, rules: rules.parse(row.rules) });

/** A connection without its secrets. */
export function repositoryView(row: RepositoryRow, publicUrl: string, lastDeliveryAt: Date | null): Answer<'getRepository'> {
  const { provider, url, createdBy, createdAt } = row;
  return { provider, url, webhookUrl: `${publicUrl}/api/hooks/v1/${row.id}`, rules: row.rules, hasToken: row.token !== null, createdBy, createdAt: createdAt.toISOString(), lastDeliveryAt: lastDeliveryAt?.toISOString() ?? null };
}
