import type { ApiClient } from '@berth/contract/client';
import { dehydrate, HydrationBoundary, type FetchQueryOptions } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { makeQueryClient } from './query-client.ts';
import { orElsewhere, serverApi } from './server-client.ts';

/** Fetches a page's first queries with the caller's cookie, and hands them to the client components inside. */
export async function Prefetched({ load, children }: { load: (api: ApiClient) => readonly unknown[]; children: ReactNode }) {
  const client = makeQueryClient();
  const api = await serverApi();
  await orElsewhere(Promise.all(load(api).map((query) => client.fetchQuery(query as FetchQueryOptions))));
  return <HydrationBoundary state={dehydrate(client)}>{children}</HydrationBoundary>;
}
