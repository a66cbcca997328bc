import type { Metadata } from 'next';
import { Tokens } from '../../../src/account/tokens.tsx';
import { Prefetched } from '../../../src/api/prefetch.tsx';
import { tokensQuery } from '../../../src/api/people-queries.ts';
import { currentUser } from '../../../src/api/server-client.ts';

export const metadata: Metadata = { title: 'Tokens' };

export default async function TokensPage() {
  const me = await currentUser();
  return <Prefetched load={(api) => [tokensQuery(api)]}><Tokens tenants={me.tenants.map(({ tenant }) => tenant)} /></Prefetched>;
}
