import type { EnvironmentKey } from '../api/types.ts';

/** The address of an environment's log stream. */
export function logStreamUrl({ tenant, app, environment }: EnvironmentKey, query: Record<string, string>): string {
  const part = encodeURIComponent;
  return `/api/v1/tenants/${part(tenant)}/apps/${part(app)}/environments/${part(environment)}/logs?${new URLSearchParams(query)}`;
}
