import type { Metadata } from 'next';
import { Prefetched } from '../../src/api/prefetch.tsx';
import { clustersQuery, operatorTenantsQuery } from '../../src/api/operator-queries.ts';
import { OperatorOverview } from '../../src/operator/overview.tsx';

export const metadata: Metadata = { title: 'Operator' };

export default function Page() {
  return <Prefetched load={(api) => [operatorTenantsQuery(api), clustersQuery(api)]}><OperatorOverview /></Prefetched>;
}
