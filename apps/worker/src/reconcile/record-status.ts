import { recordEvent } from '@berth/db';
import { processSettingsSchema, type Observed } from '@berth/domain';
import { z } from 'zod';
import type { OpenedCluster } from '../clusters/cluster-pool.js';
import type { WorkerDeps } from '../worker-deps.js';
import { desiredScale } from './load-desired.js';
import { observe } from './observe.js';

export type Usage = ReadonlyMap<string, { cpuMillicores: number; memoryBytes: number }>;
const noUsage: Usage = new Map();

/**
 * Writes what the watch shows of an environment to its row, and an event when something changed. Nothing is written
 * before the watch has seen everything once, or when there is no such row.
 */
export async function recordStatus(deps: Pick<WorkerDeps, 'db'>, opened: OpenedCluster, environmentId: string, usage: Usage = noUsage): Promise<void> {
  if (!opened.view.isReady) return;
  const environment = await deps.db.environment.findUnique({ where: { id: environmentId }, include: { app: { include: { tenant: true } }, targetRelease: true, liveRelease: true } });
  if (!environment) return;
  const { app, targetRelease } = environment;
  const processes = targetRelease ? z.array(processSettingsSchema).parse(targetRelease.processes) : null;
  const before = environment.observed as Observed | null;
  const now = observe({
    processes: processes?.map((process) => ({ name: process.name, kind: process.kind, replicas: desiredScale(environment, process) })) ?? null,
    liveRelease: environment.liveRelease?.version ?? null,
    appDeleting: app.state === 'deleting' || environment.state === 'deleting',
    suspended: app.tenant.state === 'suspended',
    deployments: opened.view.deployments(environmentId),
    pods: opened.view.pods(environmentId),
    usage: usage === noUsage ? usageOf(before) : usage,
    now: new Date(),
  });
  const changed = stable(before) !== stable(now);
  if (!changed && usage === noUsage) return;
  await deps.db.$transaction(async (tx) => {
    await tx.$executeRaw`UPDATE environment SET observed = ${JSON.stringify(now)}::jsonb, "observedAt" = now() AT TIME ZONE 'UTC' WHERE id = ${environmentId}`;
    if (changed) await recordEvent(tx, { tenantId: app.tenantId, appId: app.id, environmentId }, 'environment.observed', { state: now.state, reason: now.reason });
  });
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
