export * from './app-spec.js';
export type { Cluster, ContainerRef, LiveJob, LivePod } from './cluster.js';
export { kinds, refOf, type Json, type Kind, type LiveObject, type Manifest, type ObjectRef } from './manifest.js';
export {
  annotations,
  buildNamespace,
  claimName,
  configSecretName,
  cronJobName,
  environmentObjectName,
  fieldManager,
  fixedNames,
  activatorSlices,
  labels,
  objectName,
  ownedSelector,
  ownerOf,
  processObjectName,
  releaseJobName,
  runJobName,
  scaleFieldManager,
  tenantNamespace,
  trackObjectName,
  trackOf,
  type OwnedKey,
} from './labels.js';
export { openCluster, type OpenClusterOptions } from './open-cluster.js';

export { renderAdmission } from './render/render-admission.js';
export { desiredReplicas } from './render/render-autoscaler.js';
export { builderComponents, builderHosts } from './render/builder-facts.js';
export { cancelCommand, renderBuildOrder, runnerContainer, runnerRevision } from './render/render-build-runner.js';
export { renderBuilder } from './render/render-builder.js';
export { cronProcess, renderCronRun } from './render/render-cron-job.js';
export { podOf } from './render/render-deployment.js';
export { releaseProcess, renderReleaseJob } from './render/render-release-job.js';
export { renderRunJob, runProcess } from './render/render-run-job.js';
export { firstWebProcess, renderEnvironment } from './render/render-environment.js';
export { renderTenant } from './render/render-tenant.js';
export { fittingSurge, processNeeds, type ProcessNeeds } from './render/process-needs.js';

export type { ApplyOptions, ApplyResult } from './apply/apply-object.js';
export type { Change } from './apply/changes-between.js';
export { ClusterError, type ClusterErrorCause, type ClusterErrorCode } from './apply/cluster-error.js';
export { quantityValue, type Difference } from './apply/differences.js';
export type { DryRunResult } from './apply/dry-run.js';
export { orphans, secretsInUse } from './apply/orphans.js';

export type { PodConnection } from './observe/dial-pod.js';
export { ingressMetrics, trafficBetween, type IngressMetrics, type TrafficCount, type TrafficFigures } from './observe/ingress-metrics.js';
export type { ListeningSocket } from './observe/listening-sockets.js';
export type { OpenTerminalOptions, Terminal, TerminalStatus } from './terminal/open-terminal.js';
export { afterOverlap } from './terminal/after-overlap.js';
export type { FollowLogsOptions, LogLine, ReadLogsOptions } from './observe/logs.js';
export type { PodMetrics } from './observe/pod-metrics.js';
export type { PodSockets } from './observe/probe-sockets.js';
export { quotaUseOf, type QuotaUse, type ResourceUse } from './observe/quota-use.js';
export { releaseNumber, type Endpoint, type ReleaseEndpoints } from './observe/release-endpoints.js';
export type { ChangeType } from './observe/watch-kind.js';
export type { LiveEvent, OwnedWatch, WatchOptions } from './observe/watch-owned.js';

export { autoscalerHealth } from './health/autoscaler-health.js';
export { classifyFailure, containerToLookInto, type ClassifyInput } from './health/classify-failure.js';
export { classifyJob, type ClassifyJobInput } from './health/classify-job.js';
export { deploymentHealth, rolloutProgress, type RolloutProgress } from './health/deployment-health.js';
export type { Evidence, Failure } from './health/failure.js';
export { failureOfRefusal } from './health/failure-of-refusal.js';
export { environmentHealth, type Health, type HealthState } from './health/health.js';
export { ingressHealth } from './health/ingress-health.js';
export { jobHealth } from './health/job-health.js';
export { nodeRooms, podRequests, type NodeRoom } from './health/node-room.js';
export { lastExit } from './health/last-exit.js';
export { podHealth, podState, type PodState } from './health/pod-health.js';
export { requestsFollow } from './health/route-health.js';
export type { RolloutObjects } from './health/rollout-objects.js';
