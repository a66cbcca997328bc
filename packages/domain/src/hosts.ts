/** RFC 1035 §2.3.4: the longest part of a host name. */
export const longestLabel = 63;

/** The host name that an app's production environment gets. */
export const hostOf = (app: string, tenant: string, baseDomain: string): string => `${app}-${tenant}.${baseDomain}`;

/** A host name that no app ever has, since names of apps start with a letter: what answers to it is the ingress itself. */
export const hostOfNobody = (baseDomain: string): string => `0-nothing-is-deployed-here.${baseDomain}`;

/** The host name of an environment; production has the app's own. */
export const environmentHost = (app: string, environment: string, tenant: string, baseDomain: string): string => (environment === 'production' ? hostOf(app, tenant, baseDomain) : hostOf(`${app}-${environment}`, tenant, baseDomain));
