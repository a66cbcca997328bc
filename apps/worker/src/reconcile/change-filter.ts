import type { ChangeType, LiveObject } from '../clusters/live-types.js';

/** Kinds whose wish we wrote: a change of it by someone else is to be put right. */
export const renderedKinds: ReadonlySet<string> = new Set(['Deployment', 'Service', 'Ingress', 'HorizontalPodAutoscaler', 'PodDisruptionBudget']);

/**
 * Tells changes of what we rendered (to reconcile) from changes of what became of it (to observe). A status moves all the
 * time; a wish shows by the object's generation, or by its labels where the kind has none.
 */
export class ChangeFilter {
  private readonly wishes = new Map<string, string>();

  /** What a change of the watch asks for. Objects seen for the first time are left to the resync that follows. */
  judge(type: ChangeType, object: LiveObject): 'reconcile' | 'observe' {
    if (!renderedKinds.has(object.kind)) return 'observe';
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
  const { generation, labels } = object.metadata;
  return JSON.stringify([generation ?? object['spec'], labels]);
}
