import type { V1EndpointSlice } from '@kubernetes/client-node';
import type { Connection } from '../apply/connection.js';
import { listObjects } from '../apply/list-objects.js';
import { activatorSlices, labels } from '../labels.js';
import type { Json } from '../manifest.js';

/** One address that a Service sends requests to. */
export interface Endpoint {
  pod: string;
  address: string;
  /** The release number that the pod carries; null when the pod is gone or carries none. */
  release: number | null;
  ready: boolean;
  serving: boolean;
  terminating: boolean;
}

export interface ReleaseEndpoints {
  endpoints: Endpoint[];
  /** The releases of all ready endpoints, ascending. */
  readyReleases: number[];
}

/** Which pods of which release the Service's EndpointSlices hold. */
export async function releaseEndpoints(connection: Connection, target: { namespace: string; service: string }): Promise<ReleaseEndpoints> {
  const { namespace, service } = target;
  const slices = (await listObjects(connection, 'EndpointSlice', { namespace, labelSelector: `${labels.sliceService}=${service}` })) as unknown as Json<V1EndpointSlice>[];
  const pods = await listObjects(connection, 'Pod', { namespace, labelSelector: labels.release });
  const releaseOf = new Map(pods.map((pod) => [pod.metadata.uid, releaseNumber(pod.metadata.labels?.[labels.release])]));
  const endpoints = slices.filter((slice) => slice.metadata?.labels?.[labels.sliceManagedBy] !== activatorSlices).flatMap((slice) =>
    (slice.endpoints ?? []).map((endpoint) => ({
      pod: endpoint.targetRef?.name ?? '',
      address: endpoint.addresses[0] ?? '',
      release: releaseOf.get(endpoint.targetRef?.uid ?? '') ?? null,
      ready: endpoint.conditions?.ready ?? false,
      serving: endpoint.conditions?.serving ?? false,
      terminating: endpoint.conditions?.terminating ?? false,
    })),
  );
  const ready = endpoints.filter((endpoint) => endpoint.ready && endpoint.release !== null).map((endpoint) => endpoint.release!);
  return { endpoints, readyReleases: [...new Set(ready)].sort((a, b) => a - b) };
}

/** `v7` as 7; null for anything else. */
export function releaseNumber(label: string | undefined): number | null {
  const match = /^v(\d+)$/.exec(label ?? '');
  return match ? Number(match[1]) : null;
}
