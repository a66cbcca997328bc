import type { ApiClient } from '@berth/contract/client';
import { queryOptions } from '@tanstack/react-query';
import { allPages } from './all-pages.ts';
import { unwrap } from './problem.ts';

export const operatorTenantsQuery = (api: ApiClient) =>
  queryOptions({ queryKey: ['operator', 'tenants'], queryFn: () => allPages((cursor) => unwrap(api.GET('/v1/operator/tenants', { params: { query: { limit: 100, ...cursor } } }))), refetchInterval: 10_000 });

export const operatorTenantQuery = (api: ApiClient, tenant: string) =>
  queryOptions({ queryKey: ['operator', 'tenant', tenant], queryFn: () => unwrap(api.GET('/v1/operator/tenants/{tenant}', { params: { path: { tenant } } })), refetchInterval: 5_000 });

export const operatorBudgetQuery = (api: ApiClient, tenant: string) =>
  queryOptions({ queryKey: ['operator', 'budget', tenant], queryFn: () => unwrap(api.GET('/v1/operator/tenants/{tenant}/budget', { params: { path: { tenant } } })), refetchInterval: 20_000 });

export const plansQuery = (api: ApiClient) =>
  queryOptions({ queryKey: ['operator', 'plans'], queryFn: () => allPages((cursor) => unwrap(api.GET('/v1/operator/plans', { params: { query: { limit: 100, ...cursor } } }))) });

export const clustersQuery = (api: ApiClient) =>
  queryOptions({ queryKey: ['operator', 'clusters'], queryFn: () => allPages((cursor) => unwrap(api.GET('/v1/operator/clusters', { params: { query: { limit: 100, ...cursor } } }))), refetchInterval: 10_000 });
