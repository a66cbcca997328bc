import type { Metadata } from 'next';
import { Prefetched } from '../../../../src/api/prefetch.tsx';
import { membersQuery } from '../../../../src/api/people-queries.ts';
import { Members } from '../../../../src/tenant/members.tsx';

export const metadata: Metadata = { title: 'Members' };

export default async function MembersPage({ params }: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await params;
  return <Prefetched load={(api) => [membersQuery(api, tenant)]}><Members tenant={tenant} /></Prefetched>;
}
