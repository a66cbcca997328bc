/** The address of an app; the usual port is left out. */
export const publicUrl = (host: string, httpsPort: number): string => `https://${host}${httpsPort === 443 ? '' : `:${httpsPort}`}`;

/** SQL: the host name under the base domain of environment `e` of app `a` in tenant `t` on cluster `c`. */
export const hostColumn = `coalesce((SELECT min(host.name) FROM host WHERE host."environmentId" = e.id AND host."domainId" IS NULL), a.slug || '-' || t.slug || '.' || c."baseDomain")`;

/** Where an app is pushed to and cloned from. */
export const gitUrl = (apiOrigin: string, tenant: string, app: string): string => `${apiOrigin}/api/git/${tenant}/${app}.git`;
