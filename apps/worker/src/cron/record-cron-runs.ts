import { ClusterError, cronProcess, labels, type LiveJob } from '@berth/k8s-adapter';
import { finalCronRunStates, readKeptLine, releaseSettingsSchema, type CronRunState } from '@berth/domain';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OpenedCluster } from '../clusters/cluster-pool.js';
import type { LiveObject, LivePod } from '../clusters/live-types.js';
import { endedLives, keepLines } from '../logs/collect-pod-logs.js';
import { redact } from '../logs/redact.js';
import { ReleaseSecrets } from '../logs/release-secrets.js';
import { KeyQueue } from '../reconcile/key-queue.js';
import { mayPass } from '../reconcile/may-pass.js';
import type { WorkerDeps } from '../worker-deps.js';
import { endCronRun } from './end-cron-run.js';
import { cronFailureText, readCronJob, type CronJobFacts } from './read-cron-job.js';

const sideBySide = 8;
const againMs = 2_000;
const lastLines = 20;
/** A pod that was ended is followed to its last line; this long is waited for it. */
const linesMs = 3_000;
const mostRemembered = 20_000;

interface Seen {
  opened: OpenedCluster;
  job: LiveObject;
  gone: boolean;
}

/**
 * Records every run of a cron process from its Job, as the watch shows it: also those that the clock began, and those
 * that ran while no worker looked, as long as the cluster keeps their Jobs.
 */
export function recordCronRuns(deps: WorkerDeps): { attach(opened: OpenedCluster): void; close(): Promise<void> } {
  const secrets = new ReleaseSecrets(deps);
  const seen = new Map<string, Seen>();
  const ended = new Set<string>();
  const timers = new Set<NodeJS.Timeout>();
  let closed = false;
  const queue = new KeyQueue(
    async (uid) => {
      const now = seen.get(uid);
      if (!now || ended.has(uid)) return;
      try {
        if (await record(deps, secrets, now)) {
          seen.delete(uid);
          ended.add(uid);
          if (ended.size > mostRemembered) ended.delete(ended.values().next().value!);
        }
      } catch (error) {
        if (!closed) {
          const timer = setTimeout(() => (timers.delete(timer), queue.add(uid)), againMs);
          timers.add(timer);
        }
        throw error;
      }
    },
    sideBySide,
    (uid, error) => {
      if (mayPass(error)) deps.log.debug({ uid, error: (error as Error).message }, 'a cron run is recorded later');
      else deps.log.warn({ uid, error }, 'a cron run was not recorded; it is tried again');
    },
  );
  return {
    attach(opened) {
      opened.view.onChange((type, object) => {
        if (object.metadata.labels?.[labels.processKind] !== cronProcess) return;
        if (object.kind === 'Job') {
          const { uid } = object.metadata;
          if (ended.has(uid)) return;
          seen.set(uid, { opened, job: object, gone: type === 'deleted' });
          queue.add(uid);
        } else if (object.kind === 'Pod') {
          const owner = object.metadata.ownerReferences?.find(({ controller }) => controller)?.uid;
          if (owner !== undefined && seen.has(owner)) queue.add(owner);
        }
      });
    },
    async close() {
      closed = true;
      for (const timer of timers) clearTimeout(timer);
      await queue.close();
    },
  };
}

/** True when the run is over and recorded. */
async function record(deps: WorkerDeps, secrets: ReleaseSecrets, { opened, job, gone }: Seen): Promise<boolean> {
  const { db } = deps;
  const environmentId = job.metadata.labels![labels.environmentId]!;
  const environment = await db.environment.findUnique({ where: { id: environmentId }, select: { tenantId: true } });
  if (!environment) return true; // deleted with its runs
  const { pods, facts } = await look(opened, environmentId, job, gone);
  const row = await rowOf(deps, { tenantId: environment.tenantId, environmentId, job }, facts);
  if (row === null || (finalCronRunStates as readonly string[]).includes(row.state)) return true;
  const allPods = [...new Set([...row.pods, ...facts.pods])];
  const { startedAt } = facts;
  if (facts.state === 'running' && !gone) {
    const hidden = await secrets.of(environmentId, job.metadata.labels?.[labels.release]);
    const reason = facts.failure ? redact(cronFailureText(facts.cron, facts.failure).message, hidden) : null;
    const state: CronRunState = 'running';
    if (row.job === null || row.state !== state || row.reason !== reason || String(row.pods) !== String(allPods) || row.startedAt?.getTime() !== startedAt?.getTime()) {
      await db.cronRun.updateMany({ where: { id: row.id, state: { notIn: [...finalCronRunStates] } }, data: { state, reason, job: job.metadata.name, jobUid: job.metadata.uid, pods: allPods, startedAt, release: facts.release, scheduledFor: facts.scheduledFor } });
    }
    return false;
  }
  const finishedAt = facts.finishedAt ?? new Date();
  const common = { finishedAt, startedAt, pods: allPods, exitCode: facts.exitCode };
  if (facts.state === 'succeeded' || facts.state === 'failed') await keepPodLines(opened, deps, secrets, pods);
  if (facts.state === 'succeeded') await endCronRun(db, row.id, { state: 'succeeded', ...common });
  else if (facts.state === 'failed') await endCronRun(db, row.id, { state: 'failed', ...common, failure: await failureOf(deps, secrets, environmentId, job, facts, allPods) });
  else await endCronRun(db, row.id, { state: 'stopped', ...common, reason: await whyStopped(deps, environmentId, facts.cron) });
  return true;
}

/** What is seen of the run. Pods come by a watch of their own, which may be behind the Job's: one that has ended is read again with its pods. */
async function look(opened: OpenedCluster, environmentId: string, job: LiveObject, gone: boolean): Promise<{ pods: LivePod[]; facts: CronJobFacts }> {
  const { uid, name, namespace } = job.metadata;
  const pods = opened.view.pods(environmentId).filter((pod) => pod.metadata?.ownerReferences?.some((owner) => owner.uid === uid));
  const events = opened.view.events.about([uid, ...pods.map((pod) => pod.metadata?.uid)]);
  const facts = readCronJob(job as unknown as LiveJob, pods, events, new Date());
  if (gone || facts.state === 'running') return { pods, facts };
  const fresh = await opened.cluster.readJob({ namespace: namespace!, name });
  if (fresh.job?.metadata?.uid !== uid) return { pods, facts };
  return { pods: fresh.pods, facts: readCronJob(fresh.job, fresh.pods, fresh.events.length > 0 ? fresh.events : events, new Date()) };
}

/** The run's row, made when the clock began it; null when somebody's run has no row any more. */
async function rowOf(deps: WorkerDeps, at: { tenantId: string; environmentId: string; job: LiveObject }, facts: CronJobFacts) {
  const { db } = deps;
  const { name, uid } = at.job.metadata;
  if (facts.runId !== null) return db.cronRun.findFirst({ where: { id: facts.runId, environmentId: at.environmentId } });
  const { tenantId, environmentId } = at;
  const { cron, release, scheduledFor, startedAt } = facts;
  const createdAt = new Date(at.job.metadata.creationTimestamp ?? Date.now());
  await db.cronRun.createMany({ data: [{ tenantId, environmentId, cron, trigger: 'schedule', state: 'running', release, job: name, jobUid: uid, scheduledFor, startedAt, createdAt }], skipDuplicates: true });
  return db.cronRun.findUniqueOrThrow({ where: { environmentId_job: { environmentId, job: name } } });
}

async function keepPodLines(opened: OpenedCluster, deps: WorkerDeps, secrets: ReleaseSecrets, pods: readonly LivePod[]): Promise<void> {
  for (const life of pods.flatMap((pod) => endedLives(pod as unknown as LiveObject)).filter(({ how }) => how === 'ended')) {
    try {
      await keepLines(deps, opened, secrets, life, deps.stopping);
    } catch (error) {
      if (!(error instanceof ClusterError) || error.retryable) throw error; // the pod went first: its lines were kept then
    }
  }
}

async function failureOf(deps: WorkerDeps, secrets: ReleaseSecrets, environmentId: string, job: LiveObject, facts: CronJobFacts, pods: readonly string[]) {
  const hidden = await secrets.of(environmentId, job.metadata.labels?.[labels.release]);
  const clean = (text: string): string => redact(text, hidden);
  const { failure } = facts;
  const text = failure && cronFailureText(facts.cron, failure);
  return {
    class: failure?.class ?? 'crash',
    step: null,
    message: clean(text?.message ?? `The cron process ${facts.cron} failed.`),
    evidence: (failure?.evidence ?? []).filter(({ source }) => source !== 'log').map((one) => clean(`${one.source} ${one.object}: ${one.text}`)),
    lastLines: await lastLinesOf(deps, environmentId, pods),
    remedy: text?.remedy ?? `See \`berth cron logs ${facts.cron}\`.`,
  };
}

async function lastLinesOf(deps: WorkerDeps, environmentId: string, pods: readonly string[]): Promise<string[]> {
  const pod = pods.at(-1);
  if (pod === undefined) return [];
  const until = performance.now() + linesMs;
  for (;;) {
    const kept = await deps.db.podLog.findFirst({ where: { environmentId, pod }, orderBy: { createdAt: 'desc' }, select: { lines: true } });
    if (kept) return kept.lines.split('\n').slice(-lastLines).map((line) => readKeptLine(line).text);
    if (performance.now() > until || deps.stopping.aborted) return [];
    await sleep(250);
  }
}

/** Its Job was removed before it had ended. */
async function whyStopped(deps: WorkerDeps, environmentId: string, cron: string): Promise<string> {
  const environment = await deps.db.environment.findUnique({ where: { id: environmentId }, select: { targetRelease: { select: { version: true, settings: true } }, app: { select: { tenant: { select: { state: true } } } } } });
  if (environment?.app.tenant.state === 'suspended') return 'The tenant was suspended while it ran.';
  const entry = environment?.targetRelease && releaseSettingsSchema.parse(environment.targetRelease.settings).cron.find(({ name }) => name === cron);
  if (!entry) return `Release v${environment?.targetRelease?.version ?? '?'} has no cron process ${cron} any more.`;
  return entry.concurrency === 'replace' ? 'The next run was due and took its place.' : 'It was removed from the cluster before it had ended.';
}
