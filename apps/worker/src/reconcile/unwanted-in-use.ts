import { requestsFollow, trackOf } from '@berth/k8s-adapter';
import type { LiveObject } from '../clusters/live-types.js';

/** What decides where requests go. */
export const routeKinds: ReadonlySet<string> = new Set(['Ingress', 'HTTPRoute']);
const steering: ReadonlySet<string> = new Set([...routeKinds, 'Service']);

/**
 * Which of the unwanted objects requests may still take: old routes, and what a candidate was reached by, until every
 * wanted route and Service has been acted upon. When none is wanted, none is waited for. Pure.
 */
export function unwantedInUse(unwanted: readonly LiveObject[], wanted: readonly LiveObject[], now: Date): Set<LiveObject> {
  if (wanted.every((object) => !steering.has(object.kind) || requestsFollow(object, now))) return new Set();
  return new Set(unwanted.filter((object) => routeKinds.has(object.kind) || trackOf(object) === 'candidate'));
}

/** True for an unwanted autoscaler of a Deployment that is wanted: it would set the replicas beside Berth, of a process with a volume above one. Pure. */
export function hinders(unwanted: LiveObject, wanted: readonly LiveObject[]): boolean {
  return unwanted.kind === 'HorizontalPodAutoscaler' && wanted.some(({ kind, metadata }) => kind === 'Deployment' && metadata.name === unwanted.metadata.name);
}
