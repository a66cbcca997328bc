import type { V1CronJob, V1Job, V1PodSpec } from '@kubernetes/client-node';
import type { CronSpec, EnvironmentSpec } from '../app-spec.js';
import { annotations, cronJobName, cronRunJobName, labels, tenantNamespace } from '../labels.js';
import type { Json, Manifest } from '../manifest.js';
import { environmentLabels } from './object-labels.js';
import { renderPod } from './render-deployment.js';

/** What a cron process's objects say in the label of the kind of process. */
export const cronProcess = 'cron';

/** A start that the cluster missed by more than this is left out: what comes hours late is rarely wanted. */
const startingDeadlineSeconds = 600;
/** Ended Jobs that the cluster keeps of each kind, succeeded and failed: enough to record the runs of a while in which no worker looked. */
export const jobsKept = 5;
/** An ended Job goes after this time even when no later run makes room. */
const keepSeconds = 86_400;
const concurrencyPolicies = { forbid: 'Forbid', replace: 'Replace', allow: 'Allow' } as const;

/** The CronJob of a cron process: the cluster runs it by the clock, whether Berth is there or not. */
export function renderCronJob(spec: EnvironmentSpec, cron: CronSpec): Manifest {
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: cronJobName(spec, cron.name), namespace: tenantNamespace(spec.namespacePrefix, spec.tenant.slug), labels: cronLabels(spec, cron), annotations: { [annotations.releaseId]: spec.release.id } },
    spec: {
      schedule: cron.schedule,
      timeZone: cron.timeZone,
      concurrencyPolicy: concurrencyPolicies[cron.concurrency],
      startingDeadlineSeconds,
      suspend: cron.suspended,
      successfulJobsHistoryLimit: jobsKept,
      failedJobsHistoryLimit: jobsKept,
      jobTemplate: { metadata: { labels: cronLabels(spec, cron) }, spec: jobSpec(spec, cron) },
    },
  } satisfies Json<V1CronJob>;
}

/** The Job of a run that somebody asked for, as the CronJob `owner` would make it; it goes with the CronJob. */
export function renderCronRun(spec: EnvironmentSpec, cron: CronSpec, run: { id: string; ownerUid: string }): Manifest {
  const owner = { apiVersion: 'batch/v1', kind: 'CronJob', name: cronJobName(spec, cron.name), uid: run.ownerUid, controller: true };
  const job = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: cronRunJobName(spec, cron.name, run.id),
      namespace: tenantNamespace(spec.namespacePrefix, spec.tenant.slug),
      labels: cronLabels(spec, cron),
      annotations: { [annotations.releaseId]: spec.release.id, [annotations.cronRun]: run.id },
      ownerReferences: [owner],
    },
    spec: jobSpec(spec, cron),
  } satisfies Json<V1Job>;
  return job;
}

function cronLabels(spec: EnvironmentSpec, cron: CronSpec): Record<string, string> {
  const version = `v${spec.release.version}`;
  return {
    ...environmentLabels(spec),
    [labels.component]: cron.name,
    [labels.process]: cron.name,
    [labels.processKind]: cronProcess,
    [labels.version]: version,
    [labels.release]: version,
  };
}

function jobSpec(spec: EnvironmentSpec, cron: CronSpec): NonNullable<Json<V1Job>['spec']> {
  return {
    backoffLimit: cron.retries,
    activeDeadlineSeconds: cron.timeoutSeconds,
    ttlSecondsAfterFinished: keepSeconds,
    template: { metadata: { labels: cronLabels(spec, cron) }, spec: podSpec(spec, cron) },
  };
}

function podSpec(spec: EnvironmentSpec, { name, command, size }: CronSpec): Json<V1PodSpec> {
  const { topologySpreadConstraints: _spread, ...pod } = renderPod(spec, {
    name,
    kind: 'worker',
    command,
    port: null,
    readiness: { type: 'tcp' },
    size,
    minReadySeconds: 0,
    gracePeriodSeconds: 30,
    replicas: { min: 1, max: 1 },
    cpuLimitMillicores: null,
  });
  return { ...pod, restartPolicy: 'Never' };
}
