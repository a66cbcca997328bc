import type { V1Container, V1CronJob, V1Deployment, V1DeploymentStrategy, V1Lifecycle, V1PodSpec } from '@kubernetes/client-node';
import { hasVolumes } from '@berth/domain';
import type { EnvironmentSpec, ProcessSpec, Track } from '../app-spec.js';
import { annotations, configSecretName, fixedNames, tenantNamespace, trackObjectName } from '../labels.js';
import type { Json, Manifest } from '../manifest.js';
import { literal } from './literal.js';
import { releaseLabels, trackSelector } from './object-labels.js';
import { containerResources } from './quantities.js';
import { ownPullSecretName } from './render-config-secret.js';
import { renderProbes, startupSeconds } from './render-probes.js';
import { podVolumes, volumeMounts } from './render-volumes.js';
import { containerWalls, podWalls } from './restricted.js';

/** An ingress needs a moment to stop sending to a pod that is going: Traefik as it comes looks every 2 s. */
const usualDrainSeconds = 5;

/** How long a process goes on after it was told to go and before SIGTERM; only who gets requests does. */
const drainOf = ({ kind, drainSeconds = usualDrainSeconds }: ProcessSpec): number => (kind === 'web' ? drainSeconds : 0);

/** Kubernetes' own patience per rollout; Berth judges by its own clocks, and this only marks what hangs. */
const progressSeconds = 180;

/** Longer than any rollout lasts: until then no new pod counts as available, and no old one goes. */
const waitingSeconds = 24 * 3_600;

/** The Deployment of one process. It has no `replicas`: another field manager sets them, then the autoscaler. */
export function renderDeployment(spec: EnvironmentSpec, process: ProcessSpec, track: Track = 'stable'): Manifest {
  const minReadySeconds = spec.oldPodsStay && process.kind === 'web' && track === 'stable' ? waitingSeconds : process.minReadySeconds;
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: trackObjectName(spec, process.name, track),
      namespace: tenantNamespace(spec.namespacePrefix, spec.tenant.slug),
      labels: releaseLabels(spec, process, track),
      annotations: originAnnotations(spec),
    },
    spec: {
      selector: { matchLabels: trackSelector(spec, process, track) },
      revisionHistoryLimit: 2,
      progressDeadlineSeconds: progressSeconds + minReadySeconds + (process.readiness.graceSeconds ?? 0) + startupSeconds(process),
      minReadySeconds,
      strategy: strategyOf(spec, process),
      template: { metadata: { labels: releaseLabels(spec, process, track) }, spec: renderPod(spec, process, track) },
    },
  } satisfies Json<V1Deployment>;
  return deployment;
}

/** Two pods cannot have one volume at a time. */
function strategyOf({ maxSurge }: EnvironmentSpec, process: ProcessSpec): Json<V1DeploymentStrategy> {
  if (hasVolumes(process)) return { type: 'Recreate' };
  return { type: 'RollingUpdate', rollingUpdate: maxSurge === 'all' ? { maxSurge: '100%', maxUnavailable: 0 } : { maxSurge: 0, maxUnavailable: 1 } };
}

function originAnnotations(spec: EnvironmentSpec): Record<string, string> {
  const { owner, sourceCommit, buildId, description } = spec.origin;
  const entries: [string, string | null][] = [
    [annotations.releaseId, spec.release.id],
    [annotations.owner, owner],
    [annotations.sourceCommit, sourceCommit],
    [annotations.build, buildId],
    [annotations.description, description],
  ];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== null));
}

/** What the pods of a process are made of. */
export function renderPod(spec: EnvironmentSpec, process: ProcessSpec, track: Track = 'stable'): Json<V1PodSpec> {
  const pullSecrets = [...(spec.pullDockerConfig === null ? [] : [{ name: ownPullSecretName(spec) }]), { name: fixedNames.pullSecret }];
  const walls = podWalls(spec.userNamespaces);
  return {
    serviceAccountName: fixedNames.appAccount,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    imagePullSecrets: pullSecrets,
    terminationGracePeriodSeconds: process.gracePeriodSeconds + drainOf(process),
    ...walls,
    ...podVolumes(spec, process, walls.securityContext),
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: 'kubernetes.io/hostname',
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: { matchLabels: trackSelector(spec, process, track) },
        matchLabelKeys: ['pod-template-hash'],
      },
    ],
    ...(process.init && process.init.length > 0 && { initContainers: process.init.map((command, index) => renderProgram(spec, process, `init-${index + 1}`, command)) }),
    containers: [renderContainer(spec, process)],
  };
}

function renderContainer(spec: EnvironmentSpec, process: ProcessSpec): Json<V1Container> {
  const { port } = process;
  return {
    ...renderProgram(spec, process, process.name, process.command),
    ...(port === null ? {} : { ports: [{ name: 'http', containerPort: port, protocol: 'TCP' }] }),
    ...renderProbes(process),
    ...renderStop(process),
  };
}

/** What comes before SIGTERM. The cluster takes one thing only: to wait and then run a command needs the image's shell. Unlike the container's own command, this one is passed on as it is. */
function renderStop(process: ProcessSpec): { lifecycle?: Json<V1Lifecycle> } {
  const [seconds, { stop }] = [drainOf(process), process];
  if (stop) return { lifecycle: { preStop: { exec: { command: seconds > 0 ? ['/bin/sh', '-c', `sleep ${seconds}; exec "$@"`, 'sh', ...stop] : [...stop] } } } };
  return seconds > 0 ? { lifecycle: { preStop: { sleep: { seconds } } } } : {};
}

/** What a process's container and the steps before its start have in common: image, config, volumes, room and walls. */
function renderProgram(spec: EnvironmentSpec, process: ProcessSpec, name: string, command: readonly string[] | null): Json<V1Container> {
  const { port, size, cpuLimitMillicores } = process;
  return {
    name,
    image: spec.image,
    imagePullPolicy: 'IfNotPresent',
    ...(command === null ? {} : { command: command.map(literal) }),
    env: [
      ...(port === null ? [] : [{ name: 'PORT', value: String(port) }]),
      { name: 'BERTH_APP', value: spec.app.slug },
      { name: 'BERTH_ENVIRONMENT', value: spec.environment.slug },
      { name: 'BERTH_PROCESS', value: process.name },
      { name: 'BERTH_RELEASE', value: `v${spec.release.version}` },
    ],
    envFrom: [{ secretRef: { name: configSecretName(spec, spec.configVersion) } }],
    ...volumeMounts(process),
    resources: containerResources({ ...size, cpuLimitMillicores }),
    securityContext: containerWalls(),
    terminationMessagePolicy: 'FallbackToLogsOnError',
  };
}

/**
 * The pod that a Deployment, a Job or a CronJob would make, for asking the cluster whether it would admit it: never
 * created, only sent as a dry run.
 */
export function podOf(maker: Manifest): Manifest {
  const { metadata, spec } = maker as unknown as Json<V1Deployment>;
  const { template } = maker.kind === 'CronJob' ? (maker as unknown as Json<V1CronJob>).spec!.jobTemplate.spec! : spec!;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `${metadata!.name}-dry-run`, namespace: metadata!.namespace!, labels: { ...template.metadata!.labels } },
    spec: template.spec,
  };
}
