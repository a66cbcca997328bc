import { fieldManager } from '../labels.js';
import type { LiveObject } from '../manifest.js';

interface Condition {
  type: string;
  status: string;
  observedGeneration?: number;
  lastTransitionTime?: string;
}

/** A controller says that it has read a route before it acts on it: Traefik does within 2 s. Times in objects are whole seconds. */
const actsWithinMs = 5_000;
/** An Ingress whose controller never reports an address is taken for served after this. */
const silentMs = 30_000;
const fulfilled = ['Accepted', 'ResolvedRefs'];

/**
 * Whether requests take this route or Service as it is now, and no older one any more: it was last applied long enough
 * ago, and is an HTTPRoute that a Gateway has accepted with every Service it names, an Ingress that its controller has
 * given an address, or a Service. Pure.
 */
export function requestsFollow(object: LiveObject, now: Date): boolean {
  const age = now.getTime() - appliedAt(object);
  if (age < actsWithinMs) return false;
  if (object.kind === 'HTTPRoute') return isAccepted(object, now);
  if (object.kind === 'Ingress') return hasAddress(object) || age >= silentMs;
  return true;
}

/** When we last changed what is wanted of the object. */
function appliedAt({ metadata }: LiveObject): number {
  const entries = (metadata.managedFields ?? []) as { manager?: string; subresource?: string; time?: string }[];
  const own = entries.filter(({ manager, subresource }) => manager === fieldManager && subresource === undefined).map(({ time }) => Date.parse(time ?? ''));
  return Math.max(Date.parse(metadata.creationTimestamp ?? '') || 0, ...own.filter((time) => !Number.isNaN(time)));
}

function isAccepted(route: LiveObject, now: Date): boolean {
  const status = route['status'] as { parents?: { conditions?: Condition[] }[] } | undefined;
  const { generation = 0 } = route.metadata;
  return (status?.parents ?? []).some(({ conditions = [] }) =>
    fulfilled.every((type) =>
      conditions.some((one) => one.type === type && one.status === 'True' && (one.observedGeneration ?? 0) >= generation && now.getTime() - (Date.parse(one.lastTransitionTime ?? '') || 0) >= actsWithinMs),
    ),
  );
}

function hasAddress(ingress: LiveObject): boolean {
  const status = ingress['status'] as { loadBalancer?: { ingress?: unknown[] } } | undefined;
  return (status?.loadBalancer?.ingress?.length ?? 0) > 0;
}
