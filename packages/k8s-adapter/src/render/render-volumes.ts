import type { V1Container, V1PersistentVolumeClaim, V1PodSpec } from '@kubernetes/client-node';
import { hasVolumes } from '@berth/domain';
import type { EnvironmentSpec, ProcessSpec } from '../app-spec.js';
import { claimName, labels, tenantNamespace } from '../labels.js';
import type { Json, Manifest } from '../manifest.js';
import { environmentLabels } from './object-labels.js';
import { bytes } from './quantities.js';

/** The group that volumes belong to, and that every process beside them is in, whatever user its image has. */
const volumeGroup = 2000;

/** The claims of a process's volumes. Nothing of the release is in them: they outlive it. */
export function renderClaims(spec: EnvironmentSpec, { volumes = [] }: ProcessSpec): Manifest[] {
  return volumes.map(
    ({ name, sizeBytes }) =>
      ({
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: claimName(spec, name), namespace: tenantNamespace(spec.namespacePrefix, spec.tenant.slug), labels: { ...environmentLabels(spec), [labels.volume]: name } },
        spec: {
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: bytes(sizeBytes) } },
          ...(spec.storageClass === null ? {} : { storageClassName: spec.storageClass }),
        },
      }) satisfies Json<V1PersistentVolumeClaim>,
  );
}

/** The volumes of a process's pods; with them `securityContext`, since it is what makes them writable. */
export function podVolumes(spec: EnvironmentSpec, process: ProcessSpec, securityContext: Json<V1PodSpec>['securityContext']): Pick<Json<V1PodSpec>, 'volumes' | 'securityContext'> {
  if (!hasVolumes(process)) return {};
  return {
    securityContext: { ...securityContext, fsGroup: volumeGroup, fsGroupChangePolicy: 'OnRootMismatch' },
    volumes: process.volumes!.map(({ name }) => ({ name, persistentVolumeClaim: { claimName: claimName(spec, name) } })),
  };
}

/** Where a container finds them. */
export const volumeMounts = (process: ProcessSpec): Pick<Json<V1Container>, 'volumeMounts'> => (hasVolumes(process) ? { volumeMounts: process.volumes!.map(({ name, path }) => ({ name, mountPath: path })) } : {});
