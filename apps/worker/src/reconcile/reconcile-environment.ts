import {
  configSecretName,
  cronProcess,
  desiredReplicas,
  labels,
  orphans,
  refOf,
  renderEnvironment,
  secretsInUse,
  tenantNamespace,
  trackObjectName,
  type ApplyResult,
  type EnvironmentSpec,
  type LiveObject,
  type Track,
} from '@berth/k8s-adapter';
import type { Scale } from '@berth/domain';
import type { OpenedCluster } from '../clusters/cluster-pool.js';
import type { LivePod } from '../clusters/live-types.js';
import type { WorkerDeps } from '../worker-deps.js';
import { withoutClaimsInPlace } from '../volumes/claims.js';
import { recordVolumes, tendVolumes } from '../volumes/keep-volumes.js';
import { environmentSpec } from './environment-spec.js';
import { loadDesired, type Desired } from './load-desired.js';
import { hinders, unwantedInUse } from './unwanted-in-use.js';

/** How many releases can be rolled back to. */
const releasesKept = 20;

export interface Reconciled {
  desired: Desired;
  spec: EnvironmentSpec | null;
  /** What was applied, by the name of its process: the generation from which on the cluster knows it. */
  generations: Record<string, number>;
  /** The same of what is tried beside; 0 where nothing is. */
  candidateGeneration: number;
  writes: number;
  /** True while something waits to be removed until requests no longer take it: to be looked at again soon. */
  waits: boolean;
}

/**
 * Makes the cluster hold what the environment's rows say, whatever it holds now; writes nothing when it does. Null when
 * there is no such row: a missing row is never a reason to remove anything. Rejects with a ClusterError.
 */
export async function reconcileEnvironment(deps: WorkerDeps, environmentId: string): Promise<Reconciled | null> {
  return deps.locks.hold(environmentId, async () => {
    const desired = await loadDesired(deps.db, deps.env.installationKey, environmentId);
    if (!desired) return null;
    const { tenant } = desired.environment.app;
    if (tenant.state === 'provisioning' || tenant.state === 'deleting') return { desired, spec: null, generations: {}, candidateGeneration: 0, writes: 0, waits: false };
    const opened = await deps.clusters.open(tenant.clusterId);
    return bringAbout(deps, opened, desired);
  });
}

async function bringAbout(deps: WorkerDeps, opened: OpenedCluster, desired: Desired): Promise<Reconciled> {
  const { environment, release } = desired;
  const { namespacePrefix } = deps.env;
  const namespace = tenantNamespace(namespacePrefix, environment.app.tenant.slug);
  const spec = release ? environmentSpec(namespacePrefix, opened.row, environment, release, desired.candidate) : null;
  const wanted = spec ? renderEnvironment(spec) : [];
  const { cluster } = opened;
  const volumes = spec ? await recordVolumes(deps.db, environment, spec) : environment.volumes;
  const live = await cluster.listOwned({ scope: 'environment', installation: namespacePrefix, namespace, environmentId: environment.id });
  const applied = await cluster.applyAll(withoutClaimsInPlace(wanted, live), { live });
  let writes = applied.filter((result) => result.action !== 'unchanged').length;
  if (environment.app.tenant.state === 'suspended') writes += await endCronRuns(opened, namespace, environment.id);
  const removal = await prune(deps, opened, desired, applied, live);
  writes += removal.removed;
  if (spec) writes += await scale(opened, spec, applied); // after an autoscaler has gone that would scale, too
  const claims = [...applied.map((result) => result.object), ...live].filter(({ kind }) => kind === 'PersistentVolumeClaim');
  const goes = await tendVolumes(deps.db, opened, namespacePrefix, { ...environment, volumes }, spec, claims);
  const candidate = spec?.candidate ? deploymentOf(spec, spec.candidate.process.name, applied, 'candidate') : undefined;
  return { desired, spec, generations: spec ? generationsOf(spec, applied) : {}, candidateGeneration: candidate?.object.metadata.generation ?? 0, writes, waits: removal.waits || goes };
}

function deploymentOf(spec: EnvironmentSpec, process: string, applied: readonly ApplyResult[], track: Track = 'stable'): ApplyResult | undefined {
  const name = trackObjectName(spec, process, track);
  return applied.find((result) => result.ref.kind === 'Deployment' && result.ref.name === name);
}

/** Replicas have a manager of their own, so that applying never resets what the autoscaler chose. */
async function scale(opened: OpenedCluster, spec: EnvironmentSpec, applied: readonly ApplyResult[]): Promise<number> {
  const wanted: { name: string; replicas: Scale; track: Track }[] = spec.processes.map(({ name, replicas }) => ({ name, replicas, track: 'stable' }));
  if (spec.candidate) {
    const { name, replicas } = spec.candidate.process; // not autoscaled
    wanted.push({ name, replicas: { min: replicas.min, max: replicas.min }, track: 'candidate' });
  }
  const changes = await Promise.all(
    wanted.map(async (process) => {
      const result = deploymentOf(spec, process.name, applied, process.track);
      if (!result) return false;
      const current = (result.object['spec'] as { replicas?: number } | undefined)?.replicas ?? null;
      const replicas = desiredReplicas(result.action === 'created' ? null : current, process.replicas);
      if (replicas === null || replicas === current) return false;
      return (await opened.cluster.setReplicas(result.ref, replicas)).changed;
    }),
  );
  return changes.filter(Boolean).length;
}

function generationsOf(spec: EnvironmentSpec, applied: readonly ApplyResult[]): Record<string, number> {
  return Object.fromEntries(spec.processes.map((process) => [process.name, deploymentOf(spec, process.name, applied)?.object.metadata.generation ?? 0]));
}

/** A suspended CronJob begins no run; what it began before is ended here. */
async function endCronRuns({ cluster }: OpenedCluster, namespace: string, environmentId: string): Promise<number> {
  const jobs = await cluster.list('Job', { namespace, labelSelector: `${labels.environmentId}=${environmentId},${labels.processKind}=${cronProcess}` });
  const running = jobs.filter((job) => !job.metadata.deletionTimestamp && (job as { status?: { active?: number } }).status?.active);
  await Promise.all(running.map((job) => cluster.remove(refOf(job), { uid: job.metadata.uid })));
  return running.length;
}

/**
 * Removes what nothing wants any more; while a release is on its way, only what hinders it. What
 * requests may still take stays until they take what replaces it.
 */
async function prune(deps: WorkerDeps, opened: OpenedCluster, desired: Desired, applied: readonly ApplyResult[], live: readonly LiveObject[]): Promise<{ removed: number; waits: boolean }> {
  const { environment } = desired;
  const wanted = applied.map((result) => result.object);
  const onItsWay = !desired.settled && desired.release !== null;
  const unwanted = orphans(wanted, live, (object) => onItsWay && !hinders(object, wanted));
  if (unwanted.length === 0) return { removed: 0, waits: false };
  const needed = unwanted.some((object) => object.kind === 'Secret') && desired.release ? await secretsNeeded(deps, opened, environment) : new Set<string>();
  const kept = unwantedInUse(unwanted, wanted, new Date());
  const gone = unwanted.filter((object) => !kept.has(object) && (object.kind !== 'Secret' || !needed.has(object.metadata.name)));
  await Promise.all(gone.map((object) => opened.cluster.remove(refOf(object), { uid: object.metadata.uid })));
  return { removed: gone.length, waits: kept.size > 0 };
}

/** Config of live pods, and of the releases that can be rolled back to. */
async function secretsNeeded(deps: WorkerDeps, opened: OpenedCluster, environment: Desired['environment']): Promise<Set<string>> {
  const namespace = tenantNamespace(deps.env.namespacePrefix, environment.app.tenant.slug);
  const [pods, releases] = await Promise.all([
    opened.cluster.list('Pod', { namespace, labelSelector: `${labels.environmentId}=${environment.id}` }),
    deps.db.release.findMany({ where: { environmentId: environment.id }, orderBy: { version: 'desc' }, take: releasesKept, select: { configVersion: true } }),
  ]);
  const names = secretsInUse(pods as unknown as LivePod[]);
  for (const { configVersion } of releases) names.add(configSecretName({ app: environment.app, environment }, configVersion));
  return names;
}
