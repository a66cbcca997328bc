/** RFC 1035 §2.3.4: the longest part of a host name. */
export const longestLabel = 63;

/** The host name that an app's production environment gets. */
export const hostOf = (app: string, tenant: string, baseDomain: string): string => `${app}-${tenant}.${baseDomain}`;

/** The host name of an environment; production has the app's own. */
export const environmentHost = (app: string, environment: string, tenant: string, baseDomain: string): string => (environment === 'production' ? hostOf(app, tenant, baseDomain) : hostOf(`${app}-${environment}`, tenant, baseDomain));
