import type { AppTarget } from '../berth-command.js';
import { usageFailure } from '../cli-failure.js';
import type { Api } from '../http/api.js';
import { readPages } from '../http/read-pages.js';
import type { Deployment } from './deployment.js';

/** Deployments of an environment, newest first. */
export function listDeployments(api: Api, target: AppTarget, limit: number, state?: Deployment['state']): Promise<Deployment[]> {
  return readPages(
    (query) => api.ask((client) => client.GET('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/deployments', { params: { path: target, query: { ...query, ...(state !== undefined && { state }) } } })),
    limit,
  );
}

/** The deployment with this number or id, or the first of the newest that `fits`. Throws when there is none. */
export async function findDeployment(api: Api, target: AppTarget, named: string | undefined, fits: { what: string; test: (deployment: Deployment) => boolean }): Promise<Deployment> {
  const all = await listDeployments(api, target, named === undefined ? 100 : 1000);
  if (named === undefined) {
    const found = all.find(fits.test);
    if (found) return found;
    throw usageFailure(`App ${target.app} has no deployment ${fits.what}.`, 'See `berth deployments`.');
  }
  const found = all.find(({ id, number }) => id === named || String(number) === named.replace(/^#/, ''));
  if (found) return found;
  throw usageFailure(`App ${target.app} has no deployment “${named}”.`, 'See `berth deployments`.');
}
