import { refOf, releaseJobName, tenantNamespace, type Cluster, type EnvironmentSpec } from '@berth/k8s-adapter';
import { remedyFor, shownCommand, type ReleaseCommand } from '@berth/domain';
import { z } from 'zod';
import { checkFence } from '../leases/lease.js';
import { openReleaseLog } from '../logs/chunk-log.js';
import { redact } from '../logs/redact.js';
import { environmentSpec } from '../reconcile/environment-spec.js';
import { loadDesired } from '../reconcile/load-desired.js';
import type { Step, StepResult } from '../steps/run-steps.js';
import { askCluster } from './ask-cluster.js';
import { DeploymentFailed, failed } from './deployment-failure.js';
import type { DeploymentRun } from './deployment-run.js';
import { followReleaseJob, type ReleaseEnd } from './follow-release-job.js';
import { releaseCommandOf, releaseJobOf } from './release-command.js';
import { stepOf } from './step-of.js';
import { whileReachable } from './while-reachable.js';

/** What is kept of one release command's log. */
const logBytes = 2 * 2 ** 20;
const lastLines = 20;
const undoPatienceMs = 20_000;

/** How the command went, as the deployment's row keeps it. */
const releaseRunSchema = z.object({ job: z.string(), state: z.enum(['running', 'succeeded', 'failed']), command: z.string(), detail: z.string().nullable() });
type ReleaseRun = z.infer<typeof releaseRunSchema>;

/**
 * Runs the release command once, with the new image and config, before anything is changed. The Job's name follows from
 * the deployment, so that a worker which takes over joins it; a Job that was begun and is gone is not begun again.
 */
export function releaseStep(run: DeploymentRun): Step {
  return { ...stepOf(run, 'release', () => release(run), () => removeJob(run)), isNeeded: () => releaseCommandOf(run.input, run.rows.release) !== null };
}

async function release(run: DeploymentRun): Promise<StepResult> {
  const { deps, rows } = run;
  const command = releaseCommandOf(run.input, rows.release)!;
  const shown = shownCommand(command.command);
  const before = await readRun(run);
  if (before?.state === 'succeeded') {
    await removeJob(run);
    return { detail: before.detail };
  }
  const { spec, job, needs } = await renderFor(run, command);
  const name = job.metadata.name;
  const namespace = job.metadata.namespace!;
  await askCluster(run, async () => {
    if ((await run.opened.cluster.read(refOf(job))) === null) {
      if (before) throw failed('release-command-failed', 'The release command was begun, and the cluster has no trace of it any more. It is not run a second time, since it may have done its work.', { remedy: 'See whether it did its work, then deploy again.' });
      await run.opened.cluster.applyAll(needs);
      await run.opened.cluster.applyIfDifferent(job);
    }
    await writeRun(run, { job: name, state: 'running', command: shown, detail: null });
  });
  const log = await openReleaseLog(deps.db, { id: rows.id, tenantId: rows.tenantId }, logBytes);
  const end = await followReleaseJob({
    view: run.opened.view,
    environmentId: rows.environmentId,
    signal: run.signal,
    timeoutSeconds: command.timeoutSeconds,
    onRewind: () => log.rewind(),
    onLine: (text) => log.add(redact(text, run.secrets)),
    onProgress: (detail) => run.journal.progress(redact(detail, run.secrets)),
    command: shown,
    ask: (work: (cluster: Cluster) => Promise<unknown>) => askCluster(run, () => work(run.opened.cluster)),
    target: { namespace, name },
  });
  await log.flush();
  if (end.kind !== 'succeeded') {
    await writeRun(run, { job: name, state: 'failed', command: shown, detail: end.message });
    throw commandFailed(run, spec, end, log.lastLines);
  }
  const detail = redact(`${shown} (${end.seconds} s)`, run.secrets);
  await writeRun(run, { job: name, state: 'succeeded', command: shown, detail });
  await removeJob(run);
  return { detail };
}

async function renderFor(run: DeploymentRun, command: ReleaseCommand) {
  const { deps, rows, opened } = run;
  const desired = await loadDesired(deps.db, deps.env.installationKey, rows.environmentId, rows.release!);
  if (!desired?.release) throw failed('internal', 'The app is being deleted.');
  const spec = environmentSpec(deps.env.namespacePrefix, opened.row, desired.environment, desired.release);
  return { spec, ...releaseJobOf(spec, desired.environment, rows.id, command) };
}

function commandFailed(run: DeploymentRun, spec: EnvironmentSpec, end: Exclude<ReleaseEnd, { kind: 'succeeded' }>, lines: readonly string[]): DeploymentFailed {
  const clean = (text: string): string => redact(text, run.secrets);
  return new DeploymentFailed({
    class: end.class,
    message: clean(`${end.message}${/[.!?]$/.test(end.message) ? '' : '.'} Nothing was changed.`),
    evidence: end.evidence.map(clean),
    lastLines: lines.slice(-lastLines).map(clean),
    remedy: end.remedy ?? remedyFor(end.class, { process: 'release', image: spec.image }),
  });
}

async function readRun(run: DeploymentRun): Promise<ReleaseRun | null> {
  const { releaseRun } = await run.deps.db.deployment.findUniqueOrThrow({ where: { id: run.rows.id }, select: { releaseRun: true } });
  return releaseRunSchema.nullable().parse(releaseRun);
}

async function writeRun(run: DeploymentRun, value: ReleaseRun): Promise<void> {
  await run.deps.db.$transaction(async (tx) => {
    await checkFence(tx, run.lease);
    await tx.deployment.update({ where: { id: run.rows.id }, data: { releaseRun: value } });
  });
}

/** Ends the command where it still runs, and takes its Job away; its log is kept. */
async function removeJob(run: DeploymentRun): Promise<void> {
  const { deps, opened, rows } = run;
  const { app, slug } = rows.environment;
  const ref = { kind: 'Job', namespace: tenantNamespace(deps.env.namespacePrefix, app.tenant.slug), name: releaseJobName({ app, environment: { slug } }, rows.id) } as const;
  const signal = AbortSignal.any([run.lease.lost, deps.stopping]);
  await whileReachable({ signal, patienceMs: undoPatienceMs, onWait: async () => {} }, () => opened.cluster.remove(ref));
}
