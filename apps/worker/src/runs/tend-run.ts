import { classifyJob, ClusterError, labels, podOf, renderRunJob, runJobName, tenantNamespace } from '@berth/k8s-adapter';
import type { OpenedCluster } from '../clusters/cluster-pool.js';
import { environmentSpec } from '../reconcile/environment-spec.js';
import { loadDesired } from '../reconcile/load-desired.js';
import type { WorkerDeps } from '../worker-deps.js';
import { endingOfPod } from './ending-of-pod.js';
import { askToStop, commandOf, endRun, isOver, readRun, sizeOf, type RunRow } from './run-rows.js';

/** How long a run that is bound to a terminal lives without it: the terminal beats every 5 s. */
const withoutTerminalMs = 30_000;
/** How long a Job may be without a running container for a cause that may pass. */
const patienceMs = 60_000;
/** A pod that has ended is kept so long, so that its lines are read. */
const linesMs = 20_000;

/**
 * Looks at a run and does what is next: makes its Job once, sees how it ended, ends what is over its time or has lost its
 * terminal, and takes away what is left. Any worker may do it at any time; the row says how far it is.
 */
export async function tendRun(deps: WorkerDeps, runId: string): Promise<RunRow | null> {
  return deps.locks.hold(`run:${runId}`, async () => {
    const run = await readRun(deps.db, runId);
    if (!run || run.removedAt) return run;
    const why = reasonToStop(run);
    if (why !== null) await askToStop(deps.db, run.id, why);
    if (run.kind === 'exec') await tendExec(deps, run, why);
    else await tendJob(deps, run, why);
    return readRun(deps.db, runId);
  });
}

/** Why it has to end now; null where nothing says so. */
function reasonToStop(run: RunRow): string | null {
  const now = Date.now();
  const { environment } = run;
  if (run.stopRequestedAt) return run.stopReason;
  if (environment.app.tenant.state !== 'active') return `The tenant is ${environment.app.tenant.state}.`;
  if (environment.state !== 'active' || environment.app.state !== 'active') return 'The app is being deleted.';
  if (run.attached && run.seenAt.getTime() < now - withoutTerminalMs) return run.openedAt ? 'Its terminal was lost.' : 'Its terminal was never opened.';
  const since = run.startedAt ?? null;
  if (since !== null && since.getTime() + run.timeoutSeconds * 1000 < now) return `It ran longer than its ${run.timeoutSeconds} s.`;
  return null;
}

/** An exec lives in the worker that serves its terminal, which hears of the stop by the row; what has no terminal any more is over. */
async function tendExec(deps: WorkerDeps, run: RunRow, why: string | null): Promise<void> {
  if (run.seenAt.getTime() < Date.now() - withoutTerminalMs) await endRun(deps.db, run, { state: 'stopped', exitCode: null, reason: why });
}

async function tendJob(deps: WorkerDeps, run: RunRow, why: string | null): Promise<void> {
  const { app } = run.environment;
  const opened = await deps.clusters.open(app.tenant.clusterId);
  const namespace = tenantNamespace(deps.env.namespacePrefix, app.tenant.slug);
  const ref = { kind: 'Job', namespace, name: runJobName({ app }, run) } as const;
  if (isOver(run)) return takeAway(deps, opened, run, ref);
  if (!run.begunAt && why === null) {
    if (!run.attached || run.openedAt) await begin(deps, opened, run); // what it writes first would reach nobody
    return;
  }
  const { job, pods, events } = await opened.cluster.readJob(ref);
  const ending = pods.map(endingOfPod).find((one) => one !== null);
  if (ending) return endRun(deps.db, run, why === null ? ending : { ...ending, state: 'stopped', reason: why });
  if (why !== null) {
    await opened.cluster.remove(ref);
    return endRun(deps.db, run, { state: 'stopped', exitCode: null, reason: why || null });
  }
  const startedAt = pods[0]?.status?.containerStatuses?.[0]?.state?.running?.startedAt;
  if (startedAt !== undefined) {
    await deps.db.run.updateMany({ where: { id: run.id, state: 'starting' }, data: { state: 'running', startedAt: new Date(startedAt) } });
    return;
  }
  const age = Date.now() - run.begunAt!.getTime();
  if (job === null) return endRun(deps.db, run, { state: 'failed', exitCode: null, reason: 'It was removed from the cluster before it had ended.' });
  const failure = classifyJob({ job, pods, events, now: new Date() });
  if (failure && (failure.permanent || age > patienceMs)) {
    await endRun(deps.db, run, { state: 'failed', exitCode: null, reason: `${failure.message.replace(/^The process \S+ /, 'The command ')} ${failure.remedy}` });
  }
}

/** Makes the Job, which is marked in the row first: one that may have been made is not made again. */
async function begin(deps: WorkerDeps, opened: OpenedCluster, run: RunRow): Promise<void> {
  const release = await deps.db.release.findUniqueOrThrow({ where: { id: run.releaseId } });
  const desired = await loadDesired(deps.db, deps.env.installationKey, run.environmentId, release);
  if (!desired?.release) return; // it is being deleted: the next look ends the run
  const spec = environmentSpec(deps.env.namespacePrefix, opened.row, desired.environment, desired.release);
  const { needs, job } = renderRunJob(spec, { id: run.id, name: run.name, command: commandOf(run)!, process: run.process, size: sizeOf(run), timeoutSeconds: run.timeoutSeconds, attached: run.attached, tty: run.tty });
  try {
    const refused = await opened.cluster.dryRunPod(podOf(job));
    if (refused) throw refused;
    await opened.cluster.applyAll(needs);
    await deps.db.run.update({ where: { id: run.id }, data: { begunAt: new Date() } });
    await opened.cluster.applyIfDifferent(job);
  } catch (error) {
    if (!(error instanceof ClusterError) || error.retryable) throw error;
    const reason = error.code === 'quota-exceeded' ? `The tenant’s budget has no room for it: ${error.message.replace(/^.*exceeded quota: \S+?, /s, '')}. ${error.remedy}` : `The cluster refuses it: ${error.message} ${error.remedy}`;
    await endRun(deps.db, run, { state: 'failed', exitCode: null, reason });
  }
}

/** Removes the Job once its lines are kept, and says so when its pod is gone too. */
async function takeAway(deps: WorkerDeps, opened: OpenedCluster, run: RunRow, ref: { kind: 'Job'; namespace: string; name: string }): Promise<void> {
  if (run.state !== 'stopped' && Date.now() - run.finishedAt!.getTime() < linesMs) return;
  const pods = await opened.cluster.list('Pod', { namespace: ref.namespace, labelSelector: `${labels.runId}=${run.id}` });
  const { removed } = await opened.cluster.remove(ref);
  if (!removed && pods.length === 0) await deps.db.run.update({ where: { id: run.id }, data: { removedAt: new Date() } });
}
