import { fieldManager } from '../labels.js';
import { apiPath, kindFacts, refOf, type LiveObject, type Manifest, type ObjectRef } from '../manifest.js';
import { withAppliedHash } from './applied-hash.js';
import { patch, readObject, type ClusterAccess } from './apply-object.js';
import { ClusterError } from './cluster-error.js';
import type { Connection } from './connection.js';
import { differences } from './differences.js';
import { changesBetween, type Change } from './changes-between.js';

/** What applying an object would do. */
export interface DryRunResult {
  ref: ObjectRef;
  action: 'create' | 'change' | 'none' | 'refused';
  /** Field by field, what the cluster would change in an object that exists. Values of Secrets are masked. */
  changes: Change[];
  refusal: ClusterError | null;
}

/** Asks the cluster what applying these objects would do. Changes nothing; refusals are results, lost connections are thrown. */
export async function dryRun(access: ClusterAccess, objects: readonly Manifest[]): Promise<DryRunResult[]> {
  return Promise.all(objects.map((object) => dryRunOne(access, object)));
}

async function dryRunOne(access: ClusterAccess, object: Manifest): Promise<DryRunResult> {
  const ref = refOf(object);
  try {
    await access.guard.checkNamespace(object);
    const wanted = withAppliedHash(object);
    const live = await readObject(access.connection, ref);
    if (!live) {
      await create(access.connection, wanted, ref);
      return { ref, action: 'create', changes: [], refusal: null };
    }
    access.guard.checkObject(ref, live);
    if (differences(wanted, live).length === 0) return { ref, action: 'none', changes: [], refusal: null };
    const after = await patch(access.connection, wanted, fieldManager, true);
    const changes = changesBetween(live, after);
    return { ref, action: changes.length > 0 ? 'change' : 'none', changes, refusal: null };
  } catch (error) {
    if (error instanceof ClusterError && !error.retryable) return { ref, action: 'refused', changes: [], refusal: error };
    throw error;
  }
}

async function create(connection: Connection, object: Manifest, ref: ObjectRef): Promise<LiveObject> {
  return connection.json(apiPath(ref.kind, ref.namespace), { method: 'POST', query: { fieldManager, dryRun: 'All' }, body: object });
}

/**
 * Whether the cluster would admit this pod now: the same answer from Pod Security, LimitRange, quota and admission
 * policies that the real pod would get, before anything changes. null when it would.
 */
export async function dryRunPod(access: ClusterAccess, pod: Manifest): Promise<ClusterError | null> {
  kindFacts(pod.kind);
  await access.guard.checkNamespace(pod);
  try {
    await create(access.connection, pod, refOf(pod));
    return null;
  } catch (error) {
    if (error instanceof ClusterError && !error.retryable) return error;
    throw error;
  }
}
