import { createHash } from 'node:crypto';
import type { Track } from './app-spec.js';

/** All label and annotation keys; nothing else in the product spells one. */
export const labels = {
  name: 'app.kubernetes.io/name',
  instance: 'app.kubernetes.io/instance',
  component: 'app.kubernetes.io/component',
  version: 'app.kubernetes.io/version',
  managedBy: 'app.kubernetes.io/managed-by',
  /** The installation's namespace prefix. An object without ours is never touched. */
  installation: 'berth.dev/installation',
  /** What the object belongs to: `tenant`, `environment`, `build` or `installation`. */
  scope: 'berth.dev/scope',
  tenant: 'berth.dev/tenant',
  tenantId: 'berth.dev/tenant-id',
  app: 'berth.dev/app',
  appId: 'berth.dev/app-id',
  environment: 'berth.dev/environment',
  environmentId: 'berth.dev/environment-id',
  process: 'berth.dev/process',
  processKind: 'berth.dev/process-kind',
  /** `v7`. */
  release: 'berth.dev/release',
  /** `stable`, or `candidate` for a release that is tried beside the one that serves. */
  track: 'berth.dev/track',
  /** On a config Secret: the config version it holds. */
  configVersion: 'berth.dev/config-version',
  /** On a volume's claim: the volume's name. */
  volume: 'berth.dev/volume',
  /** On what belongs to one run. */
  runId: 'berth.dev/run-id',
  /** Kubernetes' own, on an EndpointSlice: which Service it belongs to, and who writes it. */
  sliceService: 'kubernetes.io/service-name',
  sliceManagedBy: 'endpointslice.kubernetes.io/managed-by',
} as const;

export const annotations = {
  /** Hash of what was applied last: tells a field that we stopped rendering, which no comparison with the live object can. */
  applied: 'berth.dev/applied',
  releaseId: 'berth.dev/release-id',
  /** On the Job of a cron run that somebody asked for: the run's id. */
  cronRun: 'berth.dev/cron-run',
  owner: 'berth.dev/owner',
  sourceCommit: 'berth.dev/source-commit',
  build: 'berth.dev/build',
  description: 'berth.dev/description',
  /** On the EndpointSlice that leads an app's requests to the activator: which hosts they come to, how it sleeps, and why it could not wake up. */
  hosts: 'berth.dev/hosts',
  sleep: 'berth.dev/sleep',
  wakeRefusal: 'berth.dev/wake-refusal',
  wakeRefusedAt: 'berth.dev/wake-refused-at',
  /** On a builder's pods: the fingerprint of the server certificate, so that a new one restarts it. */
  certificate: 'berth.dev/certificate',
  /** On the pods of a builder or a build runner: the fingerprint of its configuration. */
  configuration: 'berth.dev/configuration',
} as const;

export const managedBy = 'berth';
/** Who writes the EndpointSlices that lead to the activator; the cluster's own controller leaves them alone. */
export const activatorSlices = 'activator.berth.dev';
export const fieldManager = 'berth';
/** Owns `replicas` alone, so that applying an object never resets what a scale or the autoscaler set. */
export const scaleFieldManager = 'berth-scale';

/** What an object may be owned by, for selectors and pruning. */
export type OwnedKey =
  | { scope: 'environment'; installation: string; namespace: string; environmentId: string }
  | { scope: 'tenant'; installation: string; namespace: string; tenantId: string }
  | { scope: 'build'; installation: string; namespace: string; tenantId: string };

/** The label selector that matches exactly the objects of `key`. */
export function ownedSelector(key: OwnedKey): string {
  const id = key.scope === 'environment' ? `${labels.environmentId}=${key.environmentId}` : `${labels.tenantId}=${key.tenantId}`;
  return `${labels.installation}=${key.installation},${labels.scope}=${key.scope},${id}`;
}

/** Whom a labelled object belongs to; null for what is not ours or belongs to the whole installation. */
export function ownerOf(object: { metadata: { namespace?: string; labels?: Record<string, string> } }): OwnedKey | null {
  const { namespace, labels: given = {} } = object.metadata;
  const installation = given[labels.installation];
  const scope = given[labels.scope];
  const tenantId = given[labels.tenantId];
  const environmentId = given[labels.environmentId];
  if (installation === undefined || namespace === undefined) return null;
  if (scope === 'environment' && environmentId !== undefined) return { scope, installation, namespace, environmentId };
  if ((scope === 'tenant' || scope === 'build') && tenantId !== undefined) return { scope, installation, namespace, tenantId };
  return null;
}

/** Which of two releases side by side a labelled object belongs to. */
export const trackOf = (object: { metadata?: { labels?: Record<string, string> } }): Track => (object.metadata?.labels?.[labels.track] === 'candidate' ? 'candidate' : 'stable');

/** The tenant's namespace for apps. Prefix and slug have no hyphen, so no two tenants can meet. */
export const tenantNamespace = (namespacePrefix: string, tenantSlug: string): string => `${namespacePrefix}-${tenantSlug}`;

/** The tenant's namespace for builds. */
export const buildNamespace = (namespacePrefix: string, tenantSlug: string): string => `${namespacePrefix}-${tenantSlug}-build`;

const longestName = 52;

/**
 * A name of at most 52 characters (a StatefulSet's pods and a CronJob's Jobs need the rest) that ends in a short hash
 * of `ids`, so that two rows never share a name however alike their slugs are.
 */
export function objectName(readable: string[], ids: string[]): string {
  const hash = createHash('sha256').update(ids.join('\n')).digest('hex').slice(0, 8);
  const text = readable.join('-').slice(0, longestName - hash.length - 1).replace(/-+$/, '');
  return `${text}-${hash}`;
}

/** Name of a process's Deployment, Service, autoscaler and disruption budget. */
export function processObjectName(target: { app: { slug: string }; environment: { id: string; slug: string } }, process: string): string {
  return objectName([target.app.slug, target.environment.slug, process], [target.environment.id, process]);
}

/** Name of what a process has on one of its tracks: {@link processObjectName}, or one of its own for a candidate. */
export function trackObjectName(target: { app: { slug: string }; environment: { id: string; slug: string } }, process: string, track: Track): string {
  if (track === 'stable') return processObjectName(target, process);
  return objectName([target.app.slug, target.environment.slug, process, 'next'], [target.environment.id, process, 'next']);
}

/** Name of the route that leads a host to the candidate alone. */
export function previewObjectName(target: { app: { slug: string }; environment: { id: string; slug: string } }): string {
  return objectName([target.app.slug, target.environment.slug, 'next'], [target.environment.id, 'preview']);
}

/** Name of an environment's Ingress or HTTPRoute. */
export function environmentObjectName(target: { app: { slug: string }; environment: { id: string; slug: string } }): string {
  return objectName([target.app.slug, target.environment.slug], [target.environment.id]);
}

/** Name of the Secret that holds the certificate of one of an environment's hosts. */
export function certificateSecretName(target: { app: { slug: string }; environment: { id: string; slug: string } }, host: string): string {
  return objectName([target.app.slug, target.environment.slug, 'tls'], [target.environment.id, 'tls', host]);
}

/** Name of the Ingress that shows an environment's own certificates while HTTPRoutes lead its requests. */
export function certificatesObjectName(target: { app: { slug: string }; environment: { id: string; slug: string } }): string {
  return objectName([target.app.slug, target.environment.slug, 'tls'], [target.environment.id, 'tls']);
}

/** Name of the immutable Secret that holds one config version. */
export function configSecretName(target: { app: { slug: string }; environment: { id: string; slug: string } }, version: number): string {
  return objectName([target.app.slug, target.environment.slug, `c${version}`], [target.environment.id, 'config', String(version)]);
}

/** Name of a volume's claim. It says nothing of the process: a volume outlives what uses it. */
export const claimName = (target: { app: { slug: string }; environment: { id: string; slug: string } }, volume: string): string =>
  objectName([target.app.slug, target.environment.slug, volume], [target.environment.id, 'volume', volume]);

/** Name of a deployment's release Job: the same deployment always gets the same one, so that a second run joins the first. */
export const releaseJobName = (target: { app: { slug: string }; environment: { slug: string } }, deploymentId: string): string =>
  objectName([target.app.slug, target.environment.slug, 'release'], [deploymentId]);

/** Name of a run's Job. Its pod's name ends in something more. */
export const runJobName = (target: { app: { slug: string } }, run: { id: string; name: string }): string => objectName([target.app.slug, run.name], [run.id]);

/** Name of a cron process's CronJob. */
export const cronJobName = (target: { app: { slug: string }; environment: { id: string; slug: string } }, cron: string): string =>
  objectName([target.app.slug, target.environment.slug, cron], [target.environment.id, 'cron', cron]);

/** Name of the Job of a run that somebody asked for: the same run always gets the same one. */
export const cronRunJobName = (target: { app: { slug: string }; environment: { slug: string } }, cron: string, runId: string): string =>
  objectName([target.app.slug, target.environment.slug, cron], [runId]);

/** Fixed names inside a tenant's namespaces. */
export const fixedNames = {
  appAccount: 'berth-app',
  pullSecret: 'berth-pull',
  quota: 'berth-budget',
  limits: 'berth-limits',
  workerBinding: 'berth-worker',
  builder: 'buildkitd',
  buildRunner: 'build-runner',
  builderAccount: 'berth-builder',
  buildAccount: 'berth-build',
  builderConfig: 'buildkitd-config',
  builderServerTls: 'buildkitd-server-tls',
  builderClientTls: 'buildkitd-client-tls',
  buildRegistry: 'berth-registry',
} as const;

/** The ClusterRole of `infra/cluster-role.yaml` that the worker holds inside tenants' namespaces. */
export const workerTenantRole = 'berth-worker-tenant';
