/** The address of an app; the usual port is left out. */
export const publicUrl = (host: string, httpsPort: number): string => `https://${host}${httpsPort === 443 ? '' : `:${httpsPort}`}`;

/** The host name that an app's production environment gets. */
export const hostOf = (app: string, tenant: string, baseDomain: string): string => `${app}-${tenant}.${baseDomain}`;

/** The host name of an environment; production has the app's own. */
export const environmentHost = (app: string, environment: string, tenant: string, baseDomain: string): string => (environment === 'production' ? hostOf(app, tenant, baseDomain) : hostOf(`${app}-${environment}`, tenant, baseDomain));

/** SQL: the host name of environment `e` of app `a` in tenant `t` on cluster `c`. */
export const hostColumn = `coalesce((SELECT min(host.name) FROM host WHERE host."environmentId" = e.id), a.slug || '-' || t.slug || '.' || c."baseDomain")`;

/** Where an app is pushed to and cloned from. */
export const gitUrl = (apiOrigin: string, tenant: string, app: string): string => `${apiOrigin}/api/git/${tenant}/${app}.git`;
