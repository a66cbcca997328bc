import type { ApiClient } from '@berth/contract/client';
import { queryOptions } from '@tanstack/react-query';
import { unwrap } from './problem.ts';
import { keys } from './queries.ts';
import type { EnvironmentKey } from './types.ts';

const path = (key: EnvironmentKey) => ({ tenant: key.tenant, app: key.app, environment: key.environment });
const environment = '/v1/tenants/{tenant}/apps/{app}/environments/{environment}' as const;

export const cronQuery = (api: ApiClient, key: EnvironmentKey) =>
  queryOptions({ queryKey: keys.cron(key), queryFn: async () => (await unwrap(api.GET(`${environment}/cron`, { params: { path: path(key) } }))).items, refetchInterval: 30_000 });

/** The newest runs of a cron process. */
export const cronRunsQuery = (api: ApiClient, key: EnvironmentKey, cron: string) =>
  queryOptions({ queryKey: [...keys.cron(key), cron], queryFn: () => unwrap(api.GET(`${environment}/cron/{cron}/runs`, { params: { path: { ...path(key), cron }, query: { limit: 20 } } })) });

export const cronRunLogQuery = (api: ApiClient, key: EnvironmentKey, cron: string, cronRun: string) =>
  queryOptions({ queryKey: [...keys.cron(key), cron, cronRun], queryFn: async () => (await unwrap(api.GET(`${environment}/cron/{cron}/runs/{cronRun}/log`, { params: { path: { ...path(key), cron, cronRun } } }))).items });

export const runsQuery = (api: ApiClient, key: EnvironmentKey) =>
  queryOptions({
    queryKey: keys.runs(key),
    queryFn: () => unwrap(api.GET(`${environment}/runs`, { params: { path: path(key), query: { limit: 20 } } })),
    // Events tell of a run's start and end; that its pod has come up is in none.
    refetchInterval: ({ state }) => (state.data?.items.some(({ finishedAt }) => finishedAt === null) ? 3_000 : 30_000),
  });
