import { failureOfRefusal } from '@berth/k8s-adapter';
import { formatCpu, formatMemory } from '@berth/domain';
import { secretValues } from '../logs/redact.js';
import { reconcileEnvironment } from '../reconcile/reconcile-environment.js';
import { loadDesired } from '../reconcile/load-desired.js';
import type { Step, StepResult } from '../steps/run-steps.js';
import { checkFence } from '../leases/lease.js';
import { askCluster, failedAs } from './ask-cluster.js';
import { checkRelease, type CheckRecord } from './check-release.js';
import { failed } from './deployment-failure.js';
import { missingNames, missingRemedy, missingText } from './missing-config.js';
import type { DeploymentRun } from './deployment-run.js';
import { releaseCommandOf } from './release-command.js';
import { gatesRefusal } from '../rollouts/plan-for.js';
import { rolloutOf } from '../rollouts/rollout-of.js';
import { sleepRefusal, sleepRemedy } from '../sleep/refuse-sleep.js';
import { wakeForDeployment } from '../sleep/wake-for-deployment.js';
import { stepOf } from './step-of.js';
import { aboutOf } from './try-out.js';
import { uncountedRemedy, uncountedRequests } from './uncounted-requests.js';

/** Asks the cluster what would change and whether it fits, before anything is touched. */
export function checkStep(run: DeploymentRun): Step {
  return stepOf(run, 'check', () => check(run));
}

async function check(run: DeploymentRun): Promise<StepResult> {
  const { deps, rows, opened, lease } = run;
  const woken = await wakeForDeployment(run);
  const desired = await loadDesired(deps.db, deps.env.installationKey, rows.environmentId, rows.release!);
  if (!desired?.release) throw failed('internal', 'The app is being deleted.');
  run.secrets = secretValues(desired.release.config.secrets);
  const missing = missingNames(desired.release);
  if (missing.length > 0) throw failed('config-name-missing', missingText(missing), { evidence: [`api config version ${desired.release.row.configVersion}: no ${missing.join(', no ')}`], remedy: missingRemedy(missing, desired.environment) });
  const unwakeable = sleepRefusal(opened.row, desired.environment, desired.release.processes, run.input);
  if (unwakeable) throw failed('settings-refused', unwakeable, { evidence: [`cluster ${opened.row.name}: ${opened.row.activatorAddress === null ? 'no activator' : 'no counts of its ingress'}`], remedy: sleepRemedy });
  const started = await run.journal.startedNames();
  const begun = started.has('tryOut') || started.has('apply');
  const known = rows.check as CheckRecord | null;
  if (begun && known) return { detail: summary(known) }; // what an earlier attempt applied would count twice
  const { release } = desired;
  const command = releaseCommandOf(run.input, rows.release);
  const rollout = rolloutOf(aboutOf(run), run.input, release.row.settings);
  const unjudged = rows.previousReleaseId === null ? null : await askCluster(run, () => gatesRefusal(rollout, opened));
  if (unjudged) throw failed('settings-refused', unjudged, { remedy: 'Leave out `gates` under `rollout` in berth.yaml, or choose another strategy.' });
  const uncounted = uncountedRequests(desired.environment, release.processes, opened, run.input);
  if (uncounted) throw failed('settings-refused', uncounted.message, { evidence: uncounted.evidence, remedy: uncountedRemedy });
  if (woken && rollout.strategy !== 'rolling') await askCluster(run, () => reconcileEnvironment(deps, rows.environmentId)); // what serves is what it is tried beside
  const { record, refused, volumes } = await askCluster(run, () => checkRelease(deps.env.namespacePrefix, opened, desired.environment, release, { before: command && rows.releaseRun === null ? { deploymentId: rows.id, command } : null, rollout, asked: run.input.kind === 'source' }));
  await deps.db.$transaction(async (tx) => {
    await checkFence(tx, lease);
    await tx.deployment.update({ where: { id: rows.id }, data: { check: record as object } });
  });
  if (volumes) throw failed(volumes.class, volumes.message, { remedy: volumes.remedy });
  if (refused && refused.code !== 'quota-exceeded') throw failedAs(failureOfRefusal(refused), run.secrets);
  if (record.refusal !== null) throw failed('quota', record.refusal, { evidence: [`api budget: ${budgetText(record)}`, ...(refused ? [`api ${refused.message}`] : [])] });
  return { detail: summary(record) };
}

/** `needs 200m CPU, 1024Mi memory, 2 pods; free 100m CPU, …`. */
function budgetText({ needs, free }: CheckRecord): string {
  const text = ({ cpuMillicores, memoryBytes, pods }: CheckRecord['needs']): string =>
    [cpuMillicores, memoryBytes, pods].some((one) => one === Number.MAX_SAFE_INTEGER) ? 'not limited' : `${formatCpu(cpuMillicores)} CPU, ${formatMemory(memoryBytes)} memory, ${pods} ${pods === 1 ? 'pod' : 'pods'}`;
  return `needs ${text(needs)}${free ? `; free ${text(free)}` : ''}`;
}

/** `2 objects change, needs 0.2 CPU of 1.5 free`. */
function summary({ objects, needs, free, surge, rollout }: CheckRecord): string {
  const changed = objects.filter((object) => object.change !== 'none').length;
  const cpu = (millicores: number): string => (millicores % 10 === 0 ? String(millicores / 1000) : formatCpu(millicores));
  const budget = free && free.cpuMillicores < Number.MAX_SAFE_INTEGER ? `, needs ${cpu(needs.cpuMillicores)} CPU of ${cpu(free.cpuMillicores)} free` : '';
  return `${changed} ${changed === 1 ? 'object changes' : 'objects change'}${budget}${surge ? `; ${surge}` : ''}${rollout ? `; ${rollout}` : ''}`;
}
