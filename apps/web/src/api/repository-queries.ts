import type { ApiClient } from '@berth/contract/client';
import { queryOptions } from '@tanstack/react-query';
import { ApiProblem, unwrap } from './problem.ts';
import { keys } from './queries.ts';

const repository = '/v1/tenants/{tenant}/apps/{app}/repository' as const;

/** The repository that an app is connected to; null where it is connected to none. */
export const repositoryQuery = (api: ApiClient, tenant: string, app: string) =>
  queryOptions({
    queryKey: keys.repository(tenant, app),
    queryFn: async () => {
      try {
        return await unwrap(api.GET(repository, { params: { path: { tenant, app } } }));
      } catch (error) {
        if (error instanceof ApiProblem && error.status === 404) return null;
        throw error;
      }
    },
  });

export const deliveriesQuery = (api: ApiClient, tenant: string, app: string) =>
  queryOptions({ queryKey: [...keys.repository(tenant, app), 'deliveries'], queryFn: () => unwrap(api.GET(`${repository}/deliveries`, { params: { path: { tenant, app }, query: { limit: 30 } } })) });
