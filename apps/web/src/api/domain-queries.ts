import type { ApiClient } from '@berth/contract/client';
import { queryOptions } from '@tanstack/react-query';
import { unwrap } from './problem.ts';
import { keys } from './queries.ts';
import type { EnvironmentKey } from './types.ts';

export const domainsQuery = (api: ApiClient, key: EnvironmentKey) =>
  queryOptions({
    queryKey: keys.domains(key),
    queryFn: async () => (await unwrap(api.GET('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/domains', { params: { path: key } }))).items,
    // Events tell what is proven; what a look found that proved nothing is in none.
    refetchInterval: ({ state }) => (state.data?.some(({ nextCheckAt }) => nextCheckAt !== null) ? 5_000 : 60_000),
  });
