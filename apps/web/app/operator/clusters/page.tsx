import type { Metadata } from 'next';
import { Prefetched } from '../../../src/api/prefetch.tsx';
import { clustersQuery } from '../../../src/api/operator-queries.ts';
import { Clusters } from '../../../src/operator/clusters.tsx';

export const metadata: Metadata = { title: 'Clusters' };

export default function Page() {
  return <Prefetched load={(api) => [clustersQuery(api)]}><Clusters /></Prefetched>;
}
