import type { ApiClient } from '@berth/contract/client';
import { queryOptions } from '@tanstack/react-query';
import { unwrap } from './problem.ts';
import { keys } from './queries.ts';
import type { Domain, EnvironmentKey } from './types.ts';

/** Milliseconds until the next look for a proof, with bounds. */
function untilNextLook(domains: readonly Pick<Domain, 'nextCheckAt'>[]): number {
  const looks = domains.flatMap(({ nextCheckAt }) => (nextCheckAt === null ? [] : [Date.parse(nextCheckAt) - Date.now()]));
  return Math.max(5_000, Math.min(60_000, ...looks));
}

export const domainsQuery = (api: ApiClient, key: EnvironmentKey) =>
  queryOptions({
    queryKey: keys.domains(key),
    queryFn: async () => (await unwrap(api.GET('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/domains', { params: { path: key } }))).items,
    // Events tell what is proven; what a look found that proved nothing is in none.
    refetchInterval: ({ state }) => untilNextLook(state.data ?? []),
  });
