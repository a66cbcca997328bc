import type { Metadata } from 'next';
import { Prefetched } from '../../../../src/api/prefetch.tsx';
import { appsQuery, budgetQuery } from '../../../../src/api/queries.ts';
import { Usage } from '../../../../src/tenant/usage.tsx';

export const metadata: Metadata = { title: 'Usage' };

export default async function UsagePage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  return <Prefetched load={(api) => [budgetQuery(api, tenant), appsQuery(api, tenant)]}><Usage tenant={tenant} /></Prefetched>;
}
