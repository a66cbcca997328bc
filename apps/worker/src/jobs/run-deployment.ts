import { randomBytes } from 'node:crypto';
import { isFinal, type DeploymentState } from '@berth/domain';
import { acquireLease, LeaseLost, type Lease } from '../leases/lease.js';
import { noSecrets } from '../logs/redact.js';
import { faultHooks } from '../steps/fault-hooks.js';
import { runSteps, undoSteps, type Step } from '../steps/run-steps.js';
import { StepJournal } from '../steps/step-journal.js';
import { ShuttingDown, type WorkerDeps } from '../worker-deps.js';
import { applyStep } from './apply.js';
import { buildStep } from './build.js';
import { watchCancel } from './cancel-watch.js';
import { checkStep } from './check.js';
import { DeploymentCancelled, DeploymentFailed, failed } from './deployment-failure.js';
import { inputOf, readDeployment, type DeploymentRun } from './deployment-run.js';
import { goLive } from './go-live.js';
import { releaseStep } from './release.js';
import { rollOutStep } from './roll-out.js';
import { settleWaiting, takeNextDeployment } from './take-next-deployment.js';
import { tryOutStep } from './try-out.js';
import { verifyStep } from './verify.js';

/** Attempts after which an error that is nobody's fault ends the deployment all the same. */
const mostAttempts = 12;

/** Runs every waiting deployment of the environment that this one belongs to, one after the other, unless another worker does. Leaves the queue when one begins to watch a stage, which may last for hours. */
export async function runDeployment(deps: WorkerDeps, payload: { tenantId: string; deploymentId: string }, leaveQueue: () => void): Promise<void> {
  const row = await deps.db.deployment.findFirst({ where: { id: payload.deploymentId, tenantId: payload.tenantId }, select: { environmentId: true, state: true } });
  if (!row || isFinal(row.state as DeploymentState)) return;
  await runWaiting(deps, row.environmentId, leaveQueue);
}

async function runWaiting(deps: WorkerDeps, environmentId: string, leaveQueue: () => void): Promise<void> {
  for (;;) {
    deps.stopping.throwIfAborted();
    const lease = await acquireLease(deps, environmentId, `${deps.env.workerId}:${randomBytes(4).toString('hex')}`, deps.env.leaseMs);
    if (!lease) {
      await deps.db.$transaction((tx) => settleWaiting(tx, environmentId));
      return;
    }
    let ran = 0;
    try {
      for (let id = await takeNextDeployment(deps.db, lease, deps.env.deploymentsPerTenant); id !== null; id = await takeNextDeployment(deps.db, lease, deps.env.deploymentsPerTenant)) {
        await runOne(deps, lease, id, leaveQueue);
        ran += 1;
        deps.stopping.throwIfAborted();
      }
    } catch (error) {
      if (error instanceof LeaseLost || error instanceof ShuttingDown) return;
      throw error;
    } finally {
      await lease.release();
    }
    // One that was accepted while the lease was still held found it taken: it is looked for once more.
    if (ran === 0 || (await deps.db.deployment.count({ where: { environmentId, state: { in: ['queued', 'running'] } } })) === 0) return;
  }
}

async function runOne(deps: WorkerDeps, lease: Lease, deploymentId: string, leaveQueue: () => void): Promise<void> {
  const rows = await readDeployment(deps.db, deploymentId);
  const { environment } = rows;
  const about = { tenantId: rows.tenantId, appId: environment.appId, environmentId: environment.id, deploymentId };
  const cancel = watchCancel(deps.db, deploymentId);
  const signal = AbortSignal.any([lease.lost, deps.stopping, cancel.signal]);
  const journal = new StepJournal(deps.db, lease, about, faultHooks(deps.env, signal));
  const log = deps.log.child({ deploymentId, environmentId: environment.id });
  try {
    const opened = await deps.clusters.open(environment.app.tenant.clusterId);
    const run: DeploymentRun = { deps, lease, journal, opened, rows, get input() { return inputOf(rows); }, signal, leaveQueue, applied: null, previousVersion: await versionOf(deps, rows.previousReleaseId), oldPodsLeftAt: null, secrets: noSecrets };
    const steps = [buildStep(run), checkStep(run), releaseStep(run), tryOutStep(run), applyStep(run), rollOutStep(run), verifyStep(run)];
    await attempt(run, steps);
    log.info({ state: 'live' }, 'deployment ended');
  } catch (error) {
    const cause = error instanceof AggregateError ? (error.errors as unknown[])[0] : error;
    if (error instanceof AggregateError) log.error({ errors: error.errors }, 'a deployment could not be undone whole; the reconciler goes on with it');
    if (cause instanceof DeploymentCancelled) await journal.ended('cancelled', cause.why);
    else if (cause instanceof DeploymentFailed) await journal.ended('failed', cause.failure.message);
    else throw error;
    log.info({ state: cause instanceof DeploymentCancelled ? 'cancelled' : 'failed', message: cause.message }, 'deployment ended');
  } finally {
    cancel.stop();
  }
}

/** Goes through the steps; first finishes an end that an earlier attempt began. */
async function attempt(run: DeploymentRun, steps: readonly Step[]): Promise<void> {
  const { rows, journal } = run;
  const earlier = rows.failure as DeploymentFailed['failure'] | null;
  const begun = earlier ? new DeploymentFailed(earlier) : rows.cancelRequestedAt ? new DeploymentCancelled() : null;
  if (begun) {
    await journal.failed(begun);
    await undoSteps(journal, steps, begun);
    throw begun;
  }
  try {
    await runSteps(journal, steps, () => goLive(run));
  } catch (error) {
    const abandoned = !(error instanceof DeploymentFailed || error instanceof DeploymentCancelled || error instanceof LeaseLost || error instanceof ShuttingDown || error instanceof AggregateError);
    if (!abandoned || rows.attempt < mostAttempts) throw error;
    run.deps.log.error({ error, deploymentId: rows.id }, 'a deployment failed for reasons of our own');
    const failure = failed('internal', 'The deployment could not be carried out: see the worker’s log.');
    await journal.failed(failure);
    await undoSteps(journal, steps, failure);
    throw failure;
  }
}

async function versionOf(deps: WorkerDeps, releaseId: string | null): Promise<number | null> {
  if (releaseId === null) return null;
  return (await deps.db.release.findUnique({ where: { id: releaseId }, select: { version: true } }))?.version ?? null;
}
