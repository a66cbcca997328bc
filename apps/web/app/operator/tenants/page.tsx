import type { Metadata } from 'next';
import { Prefetched } from '../../../src/api/prefetch.tsx';
import { operatorTenantsQuery, plansQuery } from '../../../src/api/operator-queries.ts';
import { Tenants } from '../../../src/operator/tenants.tsx';

export const metadata: Metadata = { title: 'Tenants' };

export default function Page() {
  return <Prefetched load={(api) => [operatorTenantsQuery(api), plansQuery(api)]}><Tenants /></Prefetched>;
}
