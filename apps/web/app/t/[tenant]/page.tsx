import type { Metadata } from 'next';
import { Prefetched } from '../../../src/api/prefetch.tsx';
import { appsQuery, tenantQuery } from '../../../src/api/queries.ts';
import { TenantHome } from '../../../src/apps/tenant-home.tsx';

interface Props {
  params: Promise<{ tenant: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `${(await params).tenant}: apps` };
}

export default async function TenantPage({ params }: Props) {
  const { tenant } = await params;
  return <Prefetched load={(api) => [appsQuery(api, tenant), tenantQuery(api, tenant)]}><TenantHome tenant={tenant} /></Prefetched>;
}
