import type { LiveObject, Manifest } from '../manifest.js';
import { applyIfDifferent, type ApplyResult, type ClusterAccess } from './apply-object.js';
import { ClusterError } from './cluster-error.js';

/**
 * Later stages need earlier ones: rights before what they allow, walls and secrets before pods, and routes last, since
 * one that names a Service that is not there yet answers with errors.
 */
const stages: readonly (readonly string[])[] = [
  ['Namespace', 'ValidatingAdmissionPolicy'],
  ['ValidatingAdmissionPolicyBinding', 'RoleBinding'],
  ['NetworkPolicy', 'ResourceQuota', 'LimitRange', 'ServiceAccount', 'Secret', 'ConfigMap', 'PersistentVolumeClaim'],
  [], // everything else
  ['Ingress', 'HTTPRoute'],
];
const everythingElse = stages.findIndex((kinds) => kinds.length === 0);

function stageOf(object: Manifest): number {
  const stage = stages.findIndex((kinds) => kinds.includes(object.kind));
  return stage === -1 ? everythingElse : stage;
}

/** A RoleBinding takes a moment to count, and so does a new namespace. */
const rightsTakeMs = 5_000;
const rightsPauseMs = 100;

/**
 * Applies all in stages, what is independent side by side. `live` holds objects that were read just now: one that is
 * not among them is still looked for, since the list may have been made by labels that it lacks.
 */
export async function applyAll(access: ClusterAccess, objects: readonly Manifest[], live: readonly LiveObject[] = []): Promise<ApplyResult[]> {
  const known = new Map(live.map((object) => [identity(object), object]));
  const results = new Map<Manifest, ApplyResult>();
  let rightsUntil = 0;
  for (let stage = 0; stage < stages.length; stage += 1) {
    await Promise.all(
      objects
        .filter((object) => stageOf(object) === stage)
        .map(async (object) => results.set(object, await applyPatiently(access, object, known.get(identity(object)), rightsUntil))),
    );
    const madeRights = [...results.values()].some((result) => result.ref.kind === 'RoleBinding' && result.action !== 'unchanged');
    if (madeRights && rightsUntil === 0) rightsUntil = Date.now() + rightsTakeMs;
  }
  return objects.map((object) => results.get(object)!);
}

async function applyPatiently(access: ClusterAccess, object: Manifest, live: LiveObject | undefined, until: number): Promise<ApplyResult> {
  for (;;) {
    try {
      return await applyIfDifferent(access, object, live ? { live } : {});
    } catch (error) {
      const mayPass = error instanceof ClusterError && error.code === 'forbidden' && Date.now() < until;
      if (!mayPass) throw error;
      await new Promise((resolve) => setTimeout(resolve, rightsPauseMs));
    }
  }
}

const identity = (object: { kind: string; metadata: { name: string; namespace?: string } }): string =>
  `${object.kind}/${object.metadata.namespace ?? ''}/${object.metadata.name}`;
