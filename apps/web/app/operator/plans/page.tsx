import type { Metadata } from 'next';
import { Prefetched } from '../../../src/api/prefetch.tsx';
import { plansQuery } from '../../../src/api/operator-queries.ts';
import { Plans } from '../../../src/operator/plans.tsx';

export const metadata: Metadata = { title: 'Plans' };

export default function Page() {
  return <Prefetched load={(api) => [plansQuery(api)]}><Plans /></Prefetched>;
}
