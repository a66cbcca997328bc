/** A tab of a place; `letter` changes to it after G. */
export interface Tab {
  name: string;
  href: string;
  letter: string;
}

/** Where a path lies, for switchers, tabs and shortcuts. */
export interface Place {
  kind: 'tenant' | 'app' | 'operator' | 'me';
  tenant?: string;
  app?: string;
  environment?: string;
}

const segment = encodeURIComponent;

export const tenantPath = (tenant: string): string => `/t/${segment(tenant)}`;
export const appPath = (tenant: string, app: string, environment = 'production'): string => `/t/${segment(tenant)}/apps/${segment(app)}/${segment(environment)}`;

/** The place of a path of the portal. */
export function placeOf(pathname: string): Place {
  const [, root, tenant, apps, app, environment] = pathname.split('/').map(decodeURIComponent);
  if (root === 't' && tenant && apps === 'apps' && app && environment) return { kind: 'app', tenant, app, environment };
  if (root === 't' && tenant) return { kind: 'tenant', tenant };
  return root === 'operator' ? { kind: 'operator' } : { kind: 'me' };
}

/** The tabs of a place, in their order. */
export function tabsOf(place: Place): Tab[] {
  const below = (base: string, rows: [string, string, string][]) => rows.map(([name, path, letter]) => ({ name, href: path === '' ? base : `${base}/${path}`, letter }));
  switch (place.kind) {
    case 'app':
      return below(appPath(place.tenant ?? '', place.app ?? '', place.environment), [
        ['Overview', '', 'o'],
        ['Deployments', 'deployments', 'd'],
        ['Releases', 'releases', 'r'],
        ['Logs', 'logs', 'l'],
        ['Config', 'config', 'c'],
        ['Processes', 'processes', 'p'],
        ['Domains', 'domains', 'n'],
        ['Environments', 'environments', 'e'],
        ['Repository', 'repository', 'g'],
        ['Settings', 'settings', 's'],
      ]);
    case 'tenant':
      return below(tenantPath(place.tenant ?? ''), [
        ['Apps', '', 'a'],
        ['Usage', 'usage', 'u'],
        ['Members', 'members', 'm'],
      ]);
    case 'operator':
      return below('/operator', [
        ['Overview', '', 'o'],
        ['Tenants', 'tenants', 't'],
        ['Plans', 'plans', 'p'],
        ['Clusters', 'clusters', 'c'],
      ]);
    case 'me':
      return below('/me', [
        ['Profile', '', 'p'],
        ['Tokens', 'tokens', 't'],
      ]);
  }
}

/** The same tab of another environment of the app. */
export function sameTabIn(environment: string, place: Place, pathname: string): string {
  const base = appPath(place.tenant ?? '', place.app ?? '', environment);
  const tab = currentTab(tabsOf(place), pathname);
  return tab ? base + tab.href.slice(appPath(place.tenant ?? '', place.app ?? '', place.environment).length) : base;
}

/** The tab that a path belongs to: the longest whose address begins it. */
export function currentTab(tabs: readonly Tab[], pathname: string): Tab | undefined {
  return tabs.filter((tab) => pathname === tab.href || pathname.startsWith(`${tab.href}/`)).sort((a, b) => b.href.length - a.href.length)[0];
}
