import type { V1Job } from '@kubernetes/client-node';
import type { EnvironmentSpec, ReleaseJobSpec } from '../app-spec.js';
import { annotations, labels, releaseJobName, tenantNamespace } from '../labels.js';
import type { Json, Manifest } from '../manifest.js';
import { environmentLabels } from './object-labels.js';
import { renderConfigSecret, renderOwnPullSecret } from './render-config-secret.js';
import { renderPod } from './render-deployment.js';

/** Name of the release command among the processes, in labels, logs and the container's name. No process may be called so. */
export const releaseProcess = 'release';

/** Time beyond the command's own for what comes before it: scheduling and the image. Berth's own clock is exact, and this one for when nobody looks. */
const spareSeconds = 300;
/** A finished Job is removed once its outcome is recorded; what is left over goes by itself. */
const keepSeconds = 3600;

/**
 * The Job of a deployment's release command, with the release's image and config, and the Secrets that it needs first.
 * It is tried once: what failed half-way may not be safe to run again.
 */
export function renderReleaseJob(spec: EnvironmentSpec, release: ReleaseJobSpec): { needs: Manifest[]; job: Manifest } {
  const version = `v${spec.release.version}`;
  const objectLabels = {
    ...environmentLabels(spec),
    [labels.component]: releaseProcess,
    [labels.process]: releaseProcess,
    [labels.processKind]: releaseProcess,
    [labels.version]: version,
    [labels.release]: version,
  };
  const { topologySpreadConstraints: _spread, ...pod } = renderPod(spec, {
    name: releaseProcess,
    kind: 'worker',
    command: release.command,
    port: null,
    readiness: { type: 'tcp' },
    size: release.size,
    minReadySeconds: 0,
    gracePeriodSeconds: 10,
    replicas: { min: 1, max: 1 },
    cpuLimitMillicores: null,
  });
  const job = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: releaseJobName(spec, release.deploymentId),
      namespace: tenantNamespace(spec.namespacePrefix, spec.tenant.slug),
      labels: objectLabels,
      annotations: { [annotations.releaseId]: spec.release.id },
    },
    spec: {
      backoffLimit: 0,
      activeDeadlineSeconds: release.timeoutSeconds + spareSeconds,
      ttlSecondsAfterFinished: keepSeconds,
      template: { metadata: { labels: objectLabels }, spec: { ...pod, restartPolicy: 'Never' } },
    },
  } satisfies Json<V1Job>;
  return { needs: [renderOwnPullSecret(spec), renderConfigSecret(spec)].filter((object) => object !== null), job };
}
