import { recordEvent } from '@berth/db';
import { processSettingsSchema, type Observed, type ObservedPod } from '@berth/domain';
import { z } from 'zod';
import type { OpenedCluster } from '../clusters/cluster-pool.js';
import { redact } from '../logs/redact.js';
import { ReleaseSecrets } from '../logs/release-secrets.js';
import type { WorkerDeps } from '../worker-deps.js';
import { desiredScale } from './load-desired.js';
import { observe } from './observe.js';

export type Usage = ReadonlyMap<string, { cpuMillicores: number; memoryBytes: number }>;
const noUsage: Usage = new Map();
/** Of what a container said last. */
const longestMessage = 500;

/**
 * Writes what the watch shows of an environment to its row, and an event when something changed. Nothing is written
 * before the watch has seen everything once, or when there is no such row.
 */
export async function recordStatus(deps: Pick<WorkerDeps, 'db' | 'env'>, opened: OpenedCluster, environmentId: string, usage: Usage = noUsage): Promise<void> {
  if (!opened.view.isReady) return;
  const environment = await deps.db.environment.findUnique({ where: { id: environmentId }, include: { app: { include: { tenant: true } }, targetRelease: true, liveRelease: true } });
  if (!environment) return;
  const { app, targetRelease } = environment;
  const processes = targetRelease ? z.array(processSettingsSchema).parse(targetRelease.processes) : null;
  const before = environment.observed as Observed | null;
  const pods = opened.view.pods(environmentId);
  const seen = observe({
    processes: processes?.map((process) => ({ name: process.name, kind: process.kind, replicas: desiredScale(environment, process, opened.row) })) ?? null,
    liveRelease: environment.liveRelease?.version ?? null,
    appDeleting: app.state === 'deleting' || environment.state === 'deleting',
    suspended: app.tenant.state === 'suspended',
    sleep: { state: environment.sleep, refusal: environment.wakeRefusal },
    deployments: opened.view.deployments(environmentId),
    pods,
    events: opened.view.events.about(pods.map((pod) => pod.metadata?.uid)),
    usage: usage === noUsage ? usageOf(before) : usage,
    now: new Date(),
  });
  const now = await withCleanExits(deps, environmentId, seen, before);
  const changed = stable(before) !== stable(now);
  if (!changed && usage === noUsage) return;
  await deps.db.$transaction(async (tx) => {
    await tx.$executeRaw`UPDATE environment SET observed = ${JSON.stringify(now)}::jsonb, "observedAt" = now() AT TIME ZONE 'UTC' WHERE id = ${environmentId}`;
    if (changed) await recordEvent(tx, { tenantId: app.tenantId, appId: app.id, environmentId }, 'environment.observed', { state: now.state, reason: now.reason });
  });
}

/** Blots secrets out of the last words of containers. An end that is known keeps its words: the events that told them are forgotten. */
async function withCleanExits(deps: Pick<WorkerDeps, 'db' | 'env'>, environmentId: string, seen: Observed, before: Observed | null): Promise<Observed> {
  const known = new Map((before?.processes ?? []).flatMap(({ pods }) => pods).flatMap(({ name, lastExit }) => (lastExit ? [[`${name} ${lastExit.at}`, lastExit] as const] : [])));
  const secrets = new ReleaseSecrets(deps);
  const clean = async (pod: ObservedPod): Promise<ObservedPod> => {
    if (!pod.lastExit) return pod;
    const earlier = known.get(`${pod.name} ${pod.lastExit.at}`);
    if (earlier) return { ...pod, lastExit: earlier };
    const values = await secrets.of(environmentId, pod.release === null ? undefined : `v${pod.release}`);
    const { reason, message } = pod.lastExit;
    return { ...pod, lastExit: { ...pod.lastExit, reason: redact(reason, values), message: message && redact(message, values).slice(-longestMessage) } };
  };
  return { ...seen, processes: await Promise.all(seen.processes.map(async (process) => ({ ...process, pods: await Promise.all(process.pods.map(clean)) }))) };
}

/** What must differ for viewers to be told: not the time, not the measured use. */
function stable(observed: Observed | null): string {
  if (!observed) return '';
  const processes = observed.processes.map((process) => ({ ...process, pods: process.pods.map(({ cpuMillicores: _cpu, memoryBytes: _memory, ...pod }) => pod) }));
  return JSON.stringify([observed.state, observed.reason, observed.servingRelease, processes].map(sorted));
}

/** Postgres gives the keys of a JSON object back in its own order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)]));
}

function usageOf(observed: Observed | null): Usage {
  const pods = observed?.processes.flatMap((process) => process.pods) ?? [];
  return new Map(pods.filter((pod) => pod.cpuMillicores !== null).map((pod) => [pod.name, { cpuMillicores: pod.cpuMillicores!, memoryBytes: pod.memoryBytes ?? 0 }]));
}
