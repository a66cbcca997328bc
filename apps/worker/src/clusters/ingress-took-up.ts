import type { LiveObject } from './live-types.js';

/**
 * How long after its word, and after there were pods to route to, a controller may still not route: Traefik gives its
 * word before it has a pod, and acts on what it reads after up to 2 s.
 */
const settleMs = 5_000;
/** Where the controller never says it: how long a new route may take. */
const silentMs = 10_000;

export interface IngressWord {
  /** For how long the controller has said that it serves this Ingress as it is now; null while it has not. */
  saidForMs: number | null;
  /** Whether the controller says so of any Ingress on this cluster. */
  speaks: boolean;
}

/**
 * Whether an answer that equals the ingress's own to an unknown host may be the app's: many programs answer just so
 * (Go's does, byte for byte), hence the answer alone decides nothing. An ingress controller reports an Ingress that it
 * has taken up by an address in its status. `waitedMs` counts from the first ready pod. Pure.
 */
export function ingressTookUp(word: IngressWord, waitedMs: number): boolean {
  if (word.saidForMs !== null) return Math.min(word.saidForMs, waitedMs) >= settleMs;
  return !word.speaks && waitedMs >= silentMs;
}

/** Whether a controller has written an address to the Ingress's status. */
export function hasAddress(ingress: LiveObject): boolean {
  const status = ingress['status'] as { loadBalancer?: { ingress?: unknown[] } } | undefined;
  return (status?.loadBalancer?.ingress?.length ?? 0) > 0;
}

/** Since when each Ingress has an address as it is now: a changed one counts anew. */
export class IngressTimes {
  private readonly since = new Map<string, { generation: number | undefined; at: number }>();

  see(ingress: LiveObject, now: number): void {
    const { uid, generation } = ingress.metadata;
    if (!hasAddress(ingress)) this.since.delete(uid);
    else if (this.since.get(uid)?.generation !== generation || !this.since.has(uid)) this.since.set(uid, { generation, at: now });
  }

  forget(uid: string): void {
    this.since.delete(uid);
  }

  /** Milliseconds; null without an address. */
  age(uid: string, now: number): number | null {
    const known = this.since.get(uid);
    return known ? now - known.at : null;
  }
}
