import type { V1Job } from '@kubernetes/client-node';
import type { EnvironmentSpec, RunJobSpec } from '../app-spec.js';
import { annotations, labels, runJobName, tenantNamespace } from '../labels.js';
import type { Json, Manifest } from '../manifest.js';
import { environmentLabels } from './object-labels.js';
import { renderConfigSecret, renderOwnPullSecret } from './render-config-secret.js';
import { renderPod } from './render-deployment.js';

/** Kind of a run's pod in labels, and its container's name. */
export const runProcess = 'run';

/** Between SIGTERM and SIGKILL. */
const graceSeconds = 10;
/** Time beyond the run's own for scheduling and the image; Berth's own clock is exact, and this one for when nobody looks. */
const spareSeconds = 300;
const keepSeconds = 3600;

/** The Job of a run, with the release's image and config, and the Secrets that it needs first. It is tried once. */
export function renderRunJob(spec: EnvironmentSpec, run: RunJobSpec): { needs: Manifest[]; job: Manifest } {
  const version = `v${spec.release.version}`;
  const objectLabels = {
    ...environmentLabels(spec),
    [labels.component]: runProcess,
    [labels.process]: run.name,
    [labels.processKind]: runProcess,
    [labels.version]: version,
    [labels.release]: version,
    [labels.runId]: run.id,
  };
  const { topologySpreadConstraints: _spread, containers, ...pod } = renderPod(spec, {
    name: runProcess,
    kind: 'worker',
    command: run.command,
    port: null,
    readiness: { type: 'tcp' },
    size: run.size,
    minReadySeconds: 0,
    gracePeriodSeconds: graceSeconds,
    replicas: { min: 1, max: 1 },
    cpuLimitMillicores: null,
  });
  const [container] = containers;
  const env = container!.env!.map((variable) => (variable.name === 'BERTH_PROCESS' ? { ...variable, value: run.process } : variable));
  const input = run.attached ? { stdin: true, stdinOnce: true, ...(run.tty ? { tty: true } : {}) } : {};
  const job = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: runJobName(spec, run),
      namespace: tenantNamespace(spec.namespacePrefix, spec.tenant.slug),
      labels: objectLabels,
      annotations: { [annotations.releaseId]: spec.release.id },
    },
    spec: {
      backoffLimit: 0,
      activeDeadlineSeconds: run.timeoutSeconds + spareSeconds,
      ttlSecondsAfterFinished: keepSeconds,
      template: { metadata: { labels: objectLabels }, spec: { ...pod, restartPolicy: 'Never', containers: [{ ...container!, env, ...input }] } },
    },
  } satisfies Json<V1Job>;
  return { needs: [renderOwnPullSecret(spec), renderConfigSecret(spec)].filter((object) => object !== null), job };
}
