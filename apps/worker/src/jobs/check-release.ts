import {
  claimName,
  firstWebProcess,
  fittingSurge,
  orphans,
  podOf,
  processNeeds,
  renderEnvironment,
  tenantNamespace,
  type ClusterError,
  type DryRunResult,
  type EnvironmentSpec,
  type QuotaUse,
} from '@berth/k8s-adapter';
import type { OpenedCluster } from '../clusters/cluster-pool.js';
import type { LivePod } from '../clusters/live-types.js';
import { environmentSpec } from '../reconcile/environment-spec.js';
import type { DesiredRelease, EnvironmentRows } from '../reconcile/load-desired.js';
import { isOneOffPod } from '../reconcile/observe.js';
import { releaseJobOf } from './release-command.js';
import { cronRefusal } from '../cron/cron-room.js';
import type { ReleaseCommand, RolloutProgressState, RolloutSettings } from '@berth/domain';
import { describeFirst, describePlan } from '../rollouts/describe-plan.js';
import { gatesRefusal, planFor } from '../rollouts/plan-for.js';
import { mostPods } from '../rollouts/plan-rollout.js';
import { claimsRefused, withoutClaimsInPlace } from '../volumes/claims.js';
import { describeReplacement, storageOf, volumesRefusal, type VolumesRefusal } from '../volumes/volumes-refusal.js';
import { addUse, noUse, podUse, roomFor, usedBy, type Use } from './budget-room.js';

/** The contract's Check, and what it decides about the rollout. */
export interface CheckRecord {
  objects: { kind: string; name: string; change: 'create' | 'update' | 'delete' | 'none'; fields: string[]; changes: { path: string; before: string | null; after: string | null }[] }[];
  needs: Use;
  free: Use | null;
  /** The tenant's use now, and once only the new pods are there. */
  budget: { limit: Partial<Use>; before: Use; after: Use } | null;
  surge: string | null;
  /** How the release is tried beside the one that serves, or why it is not although that was asked for; else null. */
  rollout: string | null;
  /** Storage beyond what its volumes have; absent where they need none. */
  storage?: { more: number; free: number | null };
  refusal: string | null;
  maxSurge: 'all' | 'none';
  /** The version whose pods stay until the new one has answered well. */
  standby?: number | null;
  /** Web's old pods stay until the other processes have gone over: a release whose worker fails would serve alone. */
  together?: boolean;
}

export interface Checked {
  record: CheckRecord;
  /** The cluster's own refusal, or null; a lack of room is in `record.refusal` too. */
  refused: ClusterError | null;
  /** Why it cannot have its volumes, or null; in `record.refusal` too. */
  volumes: VolumesRefusal | null;
}

export interface CheckOptions {
  /** The command that would run first. */
  before?: { deploymentId: string; command: ReleaseCommand } | null;
  rollout?: RolloutSettings;
  /** Whether somebody asks for these settings now, and does not go back to them. */
  asked?: boolean;
}

/** What making `release` the environment's would change and need, asked of the cluster without changing anything. Rejects with a ClusterError. */
export async function checkRelease(namespacePrefix: string, opened: OpenedCluster, environment: EnvironmentRows, release: DesiredRelease, { before = null, rollout = { strategy: 'rolling' }, asked = false }: CheckOptions = {}): Promise<Checked> {
  const { cluster, view } = opened;
  const namespace = tenantNamespace(namespacePrefix, environment.app.tenant.slug);
  const key = { scope: 'environment', installation: namespacePrefix, namespace, environmentId: environment.id } as const;
  const [use, live] = await Promise.all([cluster.quotaUse(namespace), cluster.listOwned(key)]);
  const surgeFirst = environmentSpec(namespacePrefix, opened.row, environment, { ...release, maxSurge: 'all' });
  const needs = needsOf(surgeFirst);
  const pods = view.pods(environment.id).filter((pod) => !isOneOffPod(pod)) as LivePod[];
  const isEnding = (pod: LivePod): boolean => pod.metadata?.deletionTimestamp !== undefined;
  const running = pods.filter((pod) => !isEnding(pod)).map(podUse);
  const ending = pods.filter(isEnding).map(podUse).reduce(addUse, noUse);
  const first = environment.liveReleaseId === null;
  const unjudged = await gatesRefusal(rollout, opened).catch((error: unknown) => (first ? null : Promise.reject(error)));
  const plan = first ? null : planFor(opened, surgeFirst, rollout);
  const tried = triedNeeds(surgeFirst, plan);
  const room = roomFor({ use, needs, largestPod: largestPod(surgeFirst), running, ending, tried, fitsBeside: fittingSurge([...processNeeds(surgeFirst), { process: 'tried', ...tried }], use) === 'all' });
  const spec: EnvironmentSpec = { ...surgeFirst, maxSurge: room.maxSurge };
  const wanted = renderEnvironment(spec);
  const written = withoutClaimsInPlace(wanted, live);
  const neverFits = room.refusal ?? cronRefusal(spec.cron, needs, use);
  const [results, podRefusal, cronPodRefusal, commandRefusal] = await Promise.all([cluster.dryRun(written), askForPods(opened, wanted, 'Deployment'), askForPods(opened, wanted, 'CronJob'), before && cluster.dryRunPod(podOf(releaseJobOf(surgeFirst, environment, before.deploymentId, before.command).job))]);
  const refused = podRefusal?.code === 'quota-exceeded' && room.refusal === null && room.maxSurge === 'none' ? null : podRefusal;
  const refusedObject = results.find((result) => result.refusal !== null)?.refusal ?? (cronPodRefusal?.code === 'quota-exceeded' ? null : cronPodRefusal) ?? commandRefusal;
  const held = { processes: release.processes, known: environment.volumes, use };
  const volumes = volumesRefusal({ ...held, asked, cannotGrow: refusedVolumes(results, environment) });
  const storage = storageOf(held);
  const removed = orphans(wanted, live, (object) => object.kind === 'Secret');
  return {
    refused: refused ?? refusedObject,
    volumes,
    record: {
      objects: [...results.map(changeOf), ...removed.map((object) => ({ kind: object.kind, name: object.metadata.name, change: 'delete' as const, fields: [], changes: [] }))],
      needs,
      free: freeOf(use),
      budget: budgetOf(use, pods.map(podUse).reduce(addUse, noUse), needs),
      surge: room.reason,
      rollout: first ? describeFirst(rollout, unjudged) : [plan && describePlan(rollout, plan), describeReplacement(release.processes, rollout)].filter((text) => text !== null).join('; ') || null,
      ...(storage && { storage }),
      refusal: volumes?.message ?? (first ? null : unjudged) ?? neverFits ?? refusalText(refused ?? refusedObject, commandRefusal),
      maxSurge: room.maxSurge,
    },
  };
}

/** Volumes that are there, and whose claims the cluster would not change. */
function refusedVolumes(results: readonly DryRunResult[], environment: EnvironmentRows): Set<string> {
  const refused = claimsRefused(results);
  return new Set(environment.volumes.map(({ name }) => name).filter((name) => refused.has(claimName({ app: environment.app, environment }, name))));
}

async function askForPods(opened: OpenedCluster, wanted: ReturnType<typeof renderEnvironment>, kind: 'Deployment' | 'CronJob'): Promise<ClusterError | null> {
  const answers = await Promise.all(wanted.filter((object) => object.kind === kind).map((maker) => opened.cluster.dryRunPod(podOf(maker))));
  return answers.find((answer) => answer !== null) ?? null;
}

function refusalText(refused: ClusterError | null, ofCommand: ClusterError | null): string | null {
  if (!refused) return null;
  return refused === ofCommand ? `The release command cannot run: ${refused.message}` : refused.message;
}

function changeOf(result: DryRunResult): CheckRecord['objects'][number] {
  const change = ({ create: 'create', change: 'update', none: 'none', refused: 'none' } as const)[result.action];
  return { kind: result.ref.kind, name: result.ref.name, change, fields: result.changes.map((one) => one.path), changes: result.changes.map(({ path, before, after }) => ({ path, before: shown(before), after: shown(after) })) };
}

const longestValue = 200;

/** A field's value as JSON, shortened; null where there is none. Secrets come masked. */
function shown(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > longestValue ? `${text.slice(0, longestValue - 1)}…` : text;
}

function needsOf(spec: EnvironmentSpec): Use {
  return processNeeds(spec).reduce<Use>(addUse, noUse);
}

/** What the pods that try the release need at most. */
function triedNeeds(spec: EnvironmentSpec, plan: RolloutProgressState | null): Use {
  const size = firstWebProcess(spec)?.size;
  return plan && size ? usedBy(size, mostPods(plan.stages)) : noUse;
}

function largestPod(spec: EnvironmentSpec): Use {
  const pods = spec.processes.filter((process) => process.replicas.min > 0).map(({ size }) => usedBy(size, 1));
  return pods.reduce<Use>((most, pod) => ({ cpuMillicores: Math.max(most.cpuMillicores, pod.cpuMillicores), memoryBytes: Math.max(most.memoryBytes, pod.memoryBytes), pods: 1 }), noUse);
}

function freeOf(use: QuotaUse | null): Use | null {
  if (!use) return null;
  const left = (one: { used: number; hard: number } | null): number => (one ? Math.max(0, one.hard - one.used) : Number.MAX_SAFE_INTEGER);
  return { cpuMillicores: left(use.cpuMillicores), memoryBytes: left(use.memoryBytes), pods: left(use.pods) };
}

function budgetOf(use: QuotaUse | null, old: Use, needs: Use): CheckRecord['budget'] {
  if (!use) return null;
  const each = (pick: (name: keyof Use) => number): Use => ({ cpuMillicores: pick('cpuMillicores'), memoryBytes: pick('memoryBytes'), pods: pick('pods') });
  const before = each((name) => use[name]?.used ?? 0);
  const limit = Object.fromEntries((['cpuMillicores', 'memoryBytes', 'pods'] as const).flatMap((name) => (use[name] ? [[name, use[name].hard]] : [])));
  return { limit, before, after: each((name) => Math.max(0, before[name] - old[name]) + needs[name]) };
}
