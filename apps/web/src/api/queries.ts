import type { ApiClient } from '@berth/contract/client';
import { queryOptions } from '@tanstack/react-query';
import { allPages } from './all-pages.ts';
import { unwrap } from './problem.ts';
import type { EnvironmentKey } from './types.ts';

const path = (key: EnvironmentKey) => ({ tenant: key.tenant, app: key.app, environment: key.environment });
const environmentRoot = '/v1/tenants/{tenant}/apps/{app}/environments/{environment}' as const;

const within = (key: EnvironmentKey, ...part: readonly (string | number)[]) => ['tenant', key.tenant, 'app', key.app, key.environment, ...part] as const;

/** Keys of the query cache, from the general to the special, so that a prefix names everything below it. */
export const keys = {
  tenant: (tenant: string) => ['tenant', tenant] as const,
  apps: (tenant: string) => ['tenant', tenant, 'apps'] as const,
  app: (tenant: string, app: string) => ['tenant', tenant, 'apps', app] as const,
  repository: (tenant: string, app: string) => ['tenant', tenant, 'apps', app, 'repository'] as const,
  budget: (tenant: string) => ['tenant', tenant, 'budget'] as const,
  environment: (key: EnvironmentKey) => within(key, 'environment'),
  deployments: (key: EnvironmentKey) => within(key, 'deployments'),
  deployment: (key: EnvironmentKey, id: string) => within(key, 'deployment', id),
  releases: (key: EnvironmentKey) => within(key, 'releases'),
  release: (key: EnvironmentKey, version: number) => within(key, 'releases', version),
  cron: (key: EnvironmentKey) => within(key, 'cron'),
  runs: (key: EnvironmentKey) => within(key, 'runs'),
  config: (key: EnvironmentKey) => within(key, 'config'),
  domains: (key: EnvironmentKey) => within(key, 'domains'),
  volumes: (key: EnvironmentKey) => within(key, 'volumes'),
};

/** Queries as server components prefetch them and client components read them: same key, same shape. */
export const tenantQuery = (api: ApiClient, tenant: string) =>
  queryOptions({ queryKey: [...keys.tenant(tenant), 'tenant'], queryFn: () => unwrap(api.GET('/v1/tenants/{tenant}', { params: { path: { tenant } } })) });

export const budgetQuery = (api: ApiClient, tenant: string) =>
  queryOptions({ queryKey: keys.budget(tenant), queryFn: () => unwrap(api.GET('/v1/tenants/{tenant}/budget', { params: { path: { tenant } } })), refetchInterval: 20_000 });

export const appsQuery = (api: ApiClient, tenant: string) =>
  queryOptions({
    queryKey: keys.apps(tenant),
    queryFn: () => allPages((cursor) => unwrap(api.GET('/v1/tenants/{tenant}/apps', { params: { path: { tenant }, query: { limit: 100, ...cursor } } }))),
    refetchInterval: 20_000,
  });

/** An app with all its environments, previews among them. */
export const appQuery = (api: ApiClient, tenant: string, app: string) =>
  queryOptions({ queryKey: keys.app(tenant, app), queryFn: () => unwrap(api.GET('/v1/tenants/{tenant}/apps/{app}', { params: { path: { tenant, app } } })), refetchInterval: 20_000 });

export const previewsQuery = (api: ApiClient, tenant: string, app: string) =>
  queryOptions({ queryKey: [...keys.app(tenant, app), 'previews'], queryFn: () => unwrap(api.GET('/v1/tenants/{tenant}/apps/{app}/previews', { params: { path: { tenant, app } } })) });

export const environmentQuery = (api: ApiClient, key: EnvironmentKey) =>
  queryOptions({
    queryKey: keys.environment(key),
    queryFn: () => unwrap(api.GET(environmentRoot, { params: { path: path(key) } })),
    // The stream says what changes; this keeps ages true, and pods while they come and go.
    refetchInterval: ({ state }) => (state.data?.lastDeployment?.state === 'running' ? 2_500 : 10_000),
  });

export const deploymentsQuery = (api: ApiClient, key: EnvironmentKey) =>
  queryOptions({ queryKey: keys.deployments(key), queryFn: () => unwrap(api.GET(`${environmentRoot}/deployments`, { params: { path: path(key), query: { limit: 50 } } })) });

export const deploymentQuery = (api: ApiClient, key: EnvironmentKey, id: string) =>
  queryOptions({
    queryKey: keys.deployment(key, id),
    queryFn: () => unwrap(api.GET(`${environmentRoot}/deployments/{deployment}`, { params: { path: { ...path(key), deployment: id } } })),
    // An event that comes while the page is on its way finds nothing to change, and the page does not have it yet.
    refetchInterval: ({ state }) => (state.data?.finishedAt === null ? 5_000 : false),
  });

/** What a deployment builds, and from what. */
export const buildQuery = (api: ApiClient, key: EnvironmentKey, id: string) =>
  queryOptions({ queryKey: [...keys.deployment(key, id), 'build'], queryFn: () => unwrap(api.GET(`${environmentRoot}/deployments/{deployment}/build`, { params: { path: { ...path(key), deployment: id } } })) });

export const releasesQuery = (api: ApiClient, key: EnvironmentKey) =>
  queryOptions({ queryKey: keys.releases(key), queryFn: () => unwrap(api.GET(`${environmentRoot}/releases`, { params: { path: path(key), query: { limit: 50 } } })) });

export const releaseQuery = (api: ApiClient, key: EnvironmentKey, version: number) =>
  queryOptions({ queryKey: keys.release(key, version), queryFn: () => unwrap(api.GET(`${environmentRoot}/releases/{version}`, { params: { path: { ...path(key), version } } })) });

/** What differs between two releases, config by name. */
export const releaseDiffQuery = (api: ApiClient, key: EnvironmentKey, from: number, to: number) =>
  queryOptions({ queryKey: [...keys.releases(key), 'diff', from, to], queryFn: () => unwrap(api.GET(`${environmentRoot}/diff`, { params: { path: path(key), query: { from, to } } })) });

export const configQuery = (api: ApiClient, key: EnvironmentKey) =>
  queryOptions({ queryKey: keys.config(key), queryFn: () => unwrap(api.GET(`${environmentRoot}/config`, { params: { path: path(key) } })) });
