import { annotations } from '@berth/k8s-adapter';
import type { ChangeType, LiveObject } from '../clusters/live-types.js';

/** Kinds of an environment whose wish we wrote: a change of it by someone else is to be put right. */
export const renderedKinds: ReadonlySet<string> = new Set(['Deployment', 'CronJob', 'Service', 'Ingress', 'HTTPRoute', 'HorizontalPodAutoscaler', 'PodDisruptionBudget']);
/** The same of a tenant and of the installation. */
const wallKinds: ReadonlySet<string> = new Set(['Namespace', 'ResourceQuota', 'LimitRange', 'NetworkPolicy', 'ServiceAccount', 'RoleBinding', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding']);

/**
 * Tells changes of what we rendered (to reconcile) from changes of what became of it (to observe). A status moves all the
 * time; a wish shows by the object's generation, or by all but its status where the kind has none.
 */
export class ChangeFilter {
  private readonly wishes = new Map<string, string>();

  /** What a change of the watch asks for. Objects seen for the first time are left to the resync that follows. */
  judge(type: ChangeType, object: LiveObject): 'reconcile' | 'observe' {
    if (!renderedKinds.has(object.kind) && !wallKinds.has(object.kind)) return 'observe';
    const { uid } = object.metadata;
    if (type === 'deleted') {
      this.wishes.delete(uid);
      return 'reconcile';
    }
    const before = this.wishes.get(uid);
    const now = wishOf(object);
    this.wishes.set(uid, now);
    return before !== undefined && before !== now ? 'reconcile' : 'observe';
  }
}

/** What tells whether someone changed what is wanted of an object. */
export function wishOf(object: LiveObject): string {
  const { metadata, status: _status, ...wish } = object;
  return JSON.stringify([metadata.generation ?? wish, metadata.labels, metadata.annotations?.[annotations.applied]]);
}
