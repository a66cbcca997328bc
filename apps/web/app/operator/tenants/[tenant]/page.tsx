import { Prefetched } from '../../../../src/api/prefetch.tsx';
import { operatorBudgetQuery, operatorTenantQuery, plansQuery } from '../../../../src/api/operator-queries.ts';
import { TenantPage } from '../../../../src/operator/tenant-page.tsx';

interface Props {
  params: Promise<{ tenant: string }>;
}

export const generateMetadata = async ({ params }: Props) => ({ title: `Tenant ${(await params).tenant}` });

export default async function Page({ params }: Props) {
  const { tenant } = await params;
  return <Prefetched load={(api) => [operatorTenantQuery(api, tenant), operatorBudgetQuery(api, tenant), plansQuery(api)]}><TenantPage tenant={tenant} /></Prefetched>;
}
