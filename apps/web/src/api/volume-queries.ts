import type { ApiClient } from '@berth/contract/client';
import { queryOptions } from '@tanstack/react-query';
import { unwrap } from './problem.ts';
import { keys } from './queries.ts';
import type { EnvironmentKey } from './types.ts';

export const volumesQuery = (api: ApiClient, key: EnvironmentKey) =>
  queryOptions({
    queryKey: keys.volumes(key),
    queryFn: async () => (await unwrap(api.GET('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/volumes', { params: { path: key } }))).items,
    // Events tell of deployments and deletions; that the cluster has made a volume is in none.
    refetchInterval: ({ state }) => (state.data?.some((volume) => volume.state === 'pending') ? 3_000 : 60_000),
  });
