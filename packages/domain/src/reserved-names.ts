/** Tenant names that would be mistaken for the platform's own hosts, namespaces or registry paths. */
const reservedTenantSlugs: ReadonlySet<string> = new Set([
  'admin', 'api', 'app', 'apps', 'auth', 'berth', 'build', 'builds', 'console', 'default', 'docs', 'help', 'ingress', 'internal',
  'kubernetes', 'localhost', 'login', 'mail', 'metrics', 'mirror', 'monitoring', 'operator', 'platform', 'portal', 'public', 'registry',
  'root', 'status', 'support', 'system', 'tenant', 'tenants', 'test', 'traefik', 'www',
]);

/** App names that are paths of the platform in a tenant's part of the registry. */
const reservedAppSlugs: ReadonlySet<string> = new Set(['source', 'cache']);

/** True when no tenant may have this name. */
export const isReservedTenantSlug = (slug: string): boolean => reservedTenantSlugs.has(slug);

/** True when no app may have this name. */
export const isReservedAppSlug = (slug: string): boolean => reservedAppSlugs.has(slug);
