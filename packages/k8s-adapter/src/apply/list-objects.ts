import { activatorSlices, labels, ownedSelector, type OwnedKey } from '../labels.js';
import { apiPath, kindFacts, type Kind, type LiveObject } from '../manifest.js';
import { ClusterError } from './cluster-error.js';
import type { Connection } from './connection.js';

const pageSize = 500;

export interface ListQuery {
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
}

interface Page {
  metadata: { resourceVersion: string; continue?: string };
  items: LiveObject[] | null;
}

/** A whole collection and the version it was read at, for a watch to go on from. */
export async function listWithVersion(connection: Connection, kind: Kind, query: ListQuery = {}, signal?: AbortSignal): Promise<{ items: LiveObject[]; resourceVersion: string }> {
  const { apiVersion } = kindFacts(kind);
  const items: LiveObject[] = [];
  let next: string | undefined;
  for (;;) {
    const page: Page = await connection.json(apiPath(kind, query.namespace), {
      query: { limit: pageSize, continue: next, labelSelector: query.labelSelector, fieldSelector: query.fieldSelector },
      ...(signal ? { signal } : {}),
    });
    for (const item of page.items ?? []) items.push({ ...item, apiVersion, kind });
    next = page.metadata.continue;
    if (!next) return { items, resourceVersion: page.metadata.resourceVersion };
  }
}

/** A whole collection. */
export async function listObjects(connection: Connection, kind: Kind, query: ListQuery = {}): Promise<LiveObject[]> {
  return (await listWithVersion(connection, kind, query)).items;
}

const ownedKinds = {
  environment: ['Secret', 'PersistentVolumeClaim', 'Deployment', 'CronJob', 'Service', 'EndpointSlice', 'Ingress', 'HorizontalPodAutoscaler', 'PodDisruptionBudget'],
  tenant: ['Secret', 'ServiceAccount', 'RoleBinding', 'ResourceQuota', 'LimitRange', 'NetworkPolicy'],
  build: ['Secret', 'ConfigMap', 'ServiceAccount', 'RoleBinding', 'ResourceQuota', 'LimitRange', 'NetworkPolicy', 'Service', 'StatefulSet', 'Deployment', 'PersistentVolumeClaim'],
} as const satisfies Record<OwnedKey['scope'], readonly Kind[]>;

/** Every object of the owner, of all kinds that we render for such an owner. */
export async function listOwned(connection: Connection, key: OwnedKey): Promise<LiveObject[]> {
  const query = { namespace: key.namespace, labelSelector: ownedSelector(key) };
  const ofUs = { ...query, labelSelector: `${query.labelSelector},${labels.sliceManagedBy}=${activatorSlices}` }; // the cluster's own of a Service carry its labels
  const lists = await Promise.all([...ownedKinds[key.scope].map((kind) => listObjects(connection, kind, kind === 'EndpointSlice' ? ofUs : query)), key.scope === 'environment' ? listRoutes(connection, query) : []]);
  return lists.flat();
}

/** Also where no Gateway is set for apps any more: routes of before stand until they are removed. A cluster that does not know the kind has none. */
async function listRoutes(connection: Connection, query: ListQuery): Promise<LiveObject[]> {
  try {
    return await listObjects(connection, 'HTTPRoute', query);
  } catch (error) {
    if (error instanceof ClusterError && error.code === 'not-found') return [];
    throw error;
  }
}
