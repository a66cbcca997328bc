import { apiPath, type ObjectRef } from '../manifest.js';
import { readObject, type ClusterAccess } from './apply-object.js';
import { ClusterError } from './cluster-error.js';

export interface RemoveOptions {
  gracePeriodSeconds?: number;
  /** Remove only this very object, not a later one of the same name. */
  uid?: string;
}

/** Deletes an object of ours and, in the background, what it owns. Absent already is success. */
export async function removeObject(access: ClusterAccess, ref: ObjectRef, options: RemoveOptions = {}): Promise<{ removed: boolean }> {
  const live = await readObject(access.connection, ref);
  if (!live || (options.uid !== undefined && live.metadata.uid !== options.uid)) return { removed: false };
  access.guard.checkObject(ref, live);
  if (ref.kind === 'Namespace') access.guard.forget(ref.name);
  try {
    await access.connection.json(apiPath(ref.kind, ref.namespace, ref.name), {
      method: 'DELETE',
      body: {
        apiVersion: 'v1',
        kind: 'DeleteOptions',
        propagationPolicy: 'Background',
        preconditions: { uid: live.metadata.uid },
        ...(options.gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds: options.gracePeriodSeconds }),
      },
    });
  } catch (error) {
    if (error instanceof ClusterError && error.code === 'not-found') return { removed: false };
    throw error;
  }
  return { removed: true };
}
