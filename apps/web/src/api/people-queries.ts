import type { ApiClient } from '@berth/contract/client';
import { queryOptions } from '@tanstack/react-query';
import { allPages } from './all-pages.ts';
import { unwrap } from './problem.ts';
import { keys } from './queries.ts';

export const membersQuery = (api: ApiClient, tenant: string) =>
  queryOptions({
    queryKey: [...keys.tenant(tenant), 'members'],
    queryFn: () => allPages((cursor) => unwrap(api.GET('/v1/tenants/{tenant}/members', { params: { path: { tenant }, query: { limit: 100, ...cursor } } }))),
  });

export const tokensQuery = (api: ApiClient) =>
  queryOptions({ queryKey: ['tokens'], queryFn: () => allPages((cursor) => unwrap(api.GET('/v1/tokens', { params: { query: { limit: 100, ...cursor } } }))) });
