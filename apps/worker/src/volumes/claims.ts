import { quantityValue, type DryRunResult, type LiveObject, type Manifest } from '@berth/k8s-adapter';

/** Bytes that a claim asks for. */
export const requested = (claim: Manifest | LiveObject): number => quantityValue((claim['spec'] as { resources?: { requests?: Record<string, string> } } | undefined)?.resources?.requests?.['storage'] ?? '0') ?? 0;

/** `wanted` without the claims that the cluster has in this size or a larger one: what else is said of a claim cannot be changed, and a volume never becomes smaller. */
export function withoutClaimsInPlace(wanted: readonly Manifest[], live: readonly LiveObject[]): Manifest[] {
  const sizes = new Map(live.filter(({ kind }) => kind === 'PersistentVolumeClaim').map((claim) => [claim.metadata.name, requested(claim)]));
  return wanted.filter((object) => object.kind !== 'PersistentVolumeClaim' || (sizes.get(object.metadata.name) ?? -1) < requested(object));
}

/** Names of the claims that the cluster would not write, for whatever reason but the tenant's budget. */
export const claimsRefused = (results: readonly Pick<DryRunResult, 'ref' | 'refusal'>[]): Set<string> =>
  new Set(results.filter(({ ref, refusal }) => ref.kind === 'PersistentVolumeClaim' && refusal !== null && refusal.code !== 'quota-exceeded').map(({ ref }) => ref.name));
