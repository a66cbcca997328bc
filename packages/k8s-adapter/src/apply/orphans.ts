import { refOf, type LiveObject, type Manifest } from '../manifest.js';
import type { LivePod } from '../cluster.js';

const identity = (object: { kind: string; metadata: { name: string; namespace?: string } }): string =>
  `${object.kind}/${object.metadata.namespace ?? ''}/${object.metadata.name}`;

/**
 * Live objects of an owner that nothing wants any more. What a controller made (a pod, a ReplicaSet) is its controller's
 * to remove, and what is being deleted already is left alone. `stillNeeded` keeps what a live pod or a release that can
 * be rolled back to refers to. A claim is never among them: what is on a volume goes only when somebody says so.
 */
export function orphans(wanted: readonly Manifest[], live: readonly LiveObject[], stillNeeded: (object: LiveObject) => boolean): LiveObject[] {
  const kept = new Set(wanted.map(identity));
  return live.filter((object) => {
    refOf(object);
    if (object.kind === 'PersistentVolumeClaim' || kept.has(identity(object)) || object.metadata.deletionTimestamp) return false;
    if (object.metadata.ownerReferences?.some((owner) => owner.controller)) return false;
    return !stillNeeded(object);
  });
}

/** Names of the Secrets that these pods need to restart: as variables, files or pull credentials. */
export function secretsInUse(pods: readonly LivePod[]): Set<string> {
  const names = new Set<string>();
  const add = (name: string | undefined): void => void (name && names.add(name));
  for (const pod of pods) {
    for (const volume of pod.spec?.volumes ?? []) add(volume.secret?.secretName);
    for (const secret of pod.spec?.imagePullSecrets ?? []) add(secret.name);
    for (const container of [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])]) {
      for (const source of container.envFrom ?? []) add(source.secretRef?.name);
      for (const variable of container.env ?? []) add(variable.valueFrom?.secretKeyRef?.name);
    }
  }
  return names;
}
