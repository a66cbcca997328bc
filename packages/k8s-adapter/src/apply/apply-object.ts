import { PatchStrategy } from '@kubernetes/client-node';
import { fieldManager, scaleFieldManager } from '../labels.js';
import { apiPath, describeRef, refOf, type LiveObject, type Manifest, type ObjectRef } from '../manifest.js';
import { withAppliedHash } from './applied-hash.js';
import { ClusterError } from './cluster-error.js';
import type { Connection } from './connection.js';
import { differences, type Difference } from './differences.js';
import { exactPatch, hasForeignFields } from './foreign-fields.js';
import type { InstallationGuard } from './installation-guard.js';

export interface ApplyOptions {
  /** The live object when it is known already; null when it is known to be absent. Absent: it is read. */
  live?: LiveObject | null;
}

export interface ApplyResult {
  action: 'created' | 'changed' | 'unchanged';
  ref: ObjectRef;
  object: LiveObject;
  /** What differed before; empty when created. */
  differences: Difference[];
}

export interface ClusterAccess {
  connection: Connection;
  guard: InstallationGuard;
}

/** The object, or null when the cluster has none. */
export async function readObject(connection: Connection, ref: ObjectRef): Promise<LiveObject | null> {
  try {
    return await connection.json<LiveObject>(apiPath(ref.kind, ref.namespace, ref.name));
  } catch (error) {
    if (error instanceof ClusterError && error.code === 'not-found') return null;
    throw error;
  }
}

/** Immutable config and Jobs are made once: what they say can never change under a running pod. */
function isCreateOnly(object: Manifest): boolean {
  return object.kind === 'Job' || object['immutable'] === true;
}

/**
 * Makes the live object hold what `object` says, by server-side apply under one field manager; sends nothing when it
 * does already. Jobs and immutable Secrets are created or left alone, and a different one under the same name is
 * refused as `immutable-differs`.
 */
export async function applyIfDifferent(access: ClusterAccess, object: Manifest, options: ApplyOptions = {}): Promise<ApplyResult> {
  const ref = refOf(object);
  await access.guard.checkNamespace(object);
  const wanted = withAppliedHash(object);
  if (isCreateOnly(object)) return createOnce(access, wanted, ref, options);
  const live = options.live === undefined ? await readObject(access.connection, ref) : options.live;
  if (live) {
    access.guard.checkObject(ref, live);
    const found = differences(wanted, live);
    if (hasForeignFields(live)) {
      await takeBack(access.connection, wanted, live);
      return { action: 'changed', ref, object: await patch(access.connection, wanted, fieldManager), differences: found };
    }
    if (found.length === 0) return { action: 'unchanged', ref, object: live, differences: [] };
    return { action: 'changed', ref, object: await patch(access.connection, wanted, fieldManager), differences: found };
  }
  return { action: 'created', ref, object: await patch(access.connection, wanted, fieldManager), differences: [] };
}

/** Server-side apply. `force`: we own every field that we render, whoever wrote it last. */
export async function patch(connection: Connection, object: Manifest, manager: string, dryRun = false): Promise<LiveObject> {
  const { kind, metadata } = object;
  return connection.json<LiveObject>(apiPath(kind, metadata.namespace, metadata.name), {
    method: 'PATCH',
    contentType: PatchStrategy.ServerSideApply,
    query: { fieldManager: manager, force: true, dryRun: dryRun ? 'All' : undefined },
    body: object,
  });
}

async function takeBack(connection: Connection, wanted: Manifest, live: LiveObject): Promise<void> {
  const { kind, metadata } = wanted;
  await connection.json(apiPath(kind, metadata.namespace, metadata.name), { method: 'PATCH', contentType: PatchStrategy.MergePatch, query: { fieldManager }, body: exactPatch(wanted, live) });
}

async function createOnce(access: ClusterAccess, wanted: Manifest, ref: ObjectRef, options: ApplyOptions): Promise<ApplyResult> {
  let live = options.live ?? null;
  if (!live) {
    try {
      const object = await access.connection.json<LiveObject>(apiPath(ref.kind, ref.namespace), { method: 'POST', query: { fieldManager }, body: wanted });
      return { action: 'created', ref, object, differences: [] };
    } catch (error) {
      if (!(error instanceof ClusterError && error.code === 'already-exists')) throw error;
    }
    live = await readObject(access.connection, ref);
    if (!live) throw new ClusterError('conflict', `${describeRef(ref)} was removed while it was being created`, { remedy: 'Try again.', retryable: true });
  }
  access.guard.checkObject(ref, live);
  // A Job's own labels and template are rewritten by its controller; its name already says what it does.
  const found = ref.kind === 'Job' ? [] : differences({ ...wanted, metadata: { name: wanted.metadata.name } } as Manifest, live);
  if (found.length > 0) {
    throw new ClusterError('immutable-differs', `${describeRef(ref)} exists with other content`, {
      remedy: 'Save the config once more: a new version gets an object of its own.',
      retryable: false,
    });
  }
  return { action: 'unchanged', ref, object: live, differences: [] };
}

/** Sets `spec.replicas` under the field manager that owns nothing else. Sends nothing when it is so already. */
export async function setReplicas(access: ClusterAccess, ref: ObjectRef, replicas: number): Promise<{ changed: boolean }> {
  const live = await readObject(access.connection, ref);
  if (!live) throw new ClusterError('not-found', `${describeRef(ref)} does not exist`, { remedy: 'Deploy it first.', retryable: false, status: 404 });
  access.guard.checkObject(ref, live);
  if ((live['spec'] as { replicas?: number } | undefined)?.replicas === replicas) return { changed: false };
  const { apiVersion, kind } = live;
  const metadata = ref.namespace === undefined ? { name: ref.name } : { name: ref.name, namespace: ref.namespace };
  await patch(access.connection, { apiVersion, kind, metadata, spec: { replicas } }, scaleFieldManager);
  return { changed: true };
}
