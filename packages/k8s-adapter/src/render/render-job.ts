import type { V1Job } from '@kubernetes/client-node';
import type { EnvironmentSpec, ProcessSpec } from '../app-spec.js';
import { annotations, labels, tenantNamespace } from '../labels.js';
import type { Json, Manifest } from '../manifest.js';
import { environmentLabels } from './object-labels.js';
import { renderConfigSecret, renderOwnPullSecret } from './render-config-secret.js';
import { renderPod } from './render-deployment.js';

type Pod = ReturnType<typeof renderPod>;

interface JobSpec {
  name: string;
  /** What kind of process it is, in labels; its container's name. */
  kind: string;
  /** Its name among the processes, in labels. */
  process: string;
  command: ProcessSpec['command'];
  size: ProcessSpec['size'];
  timeoutSeconds: number;
  labels?: Record<string, string>;
  /** What is other in its container. */
  container?: (container: Pod['containers'][number]) => Partial<Pod['containers'][number]>;
}

/** Between SIGTERM and SIGKILL. */
const graceSeconds = 10;
/** Time beyond the command's own for what comes before it: scheduling and the image. Berth's own clock is exact, and this one for when nobody looks. */
const spareSeconds = 300;
/** A finished Job is removed once its outcome is recorded; what is left over goes by itself. */
const keepSeconds = 3600;

/**
 * A Job with the release's image and config, and the Secrets that it needs first. It is tried once: what failed half-way
 * may not be safe to run again.
 */
export function renderJob(spec: EnvironmentSpec, wanted: JobSpec): { needs: Manifest[]; job: Manifest } {
  const version = `v${spec.release.version}`;
  const objectLabels = { ...environmentLabels(spec), [labels.component]: wanted.kind, [labels.process]: wanted.process, [labels.processKind]: wanted.kind, [labels.version]: version, [labels.release]: version, ...wanted.labels };
  const { topologySpreadConstraints: _spread, ...pod } = renderPod(spec, {
    name: wanted.kind,
    kind: 'worker',
    command: wanted.command,
    port: null,
    readiness: { type: 'tcp' },
    size: wanted.size,
    minReadySeconds: 0,
    gracePeriodSeconds: graceSeconds,
    replicas: { min: 1, max: 1 },
    cpuLimitMillicores: null,
  });
  const containers = pod.containers.map((container) => ({ ...container, ...wanted.container?.(container) }));
  const job = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: wanted.name, namespace: tenantNamespace(spec.namespacePrefix, spec.tenant.slug), labels: objectLabels, annotations: { [annotations.releaseId]: spec.release.id } },
    spec: {
      backoffLimit: 0,
      activeDeadlineSeconds: wanted.timeoutSeconds + spareSeconds,
      ttlSecondsAfterFinished: keepSeconds,
      template: { metadata: { labels: objectLabels }, spec: { ...pod, restartPolicy: 'Never', containers } },
    },
  } satisfies Json<V1Job>;
  return { needs: [renderOwnPullSecret(spec), renderConfigSecret(spec)].filter((object) => object !== null), job };
}
