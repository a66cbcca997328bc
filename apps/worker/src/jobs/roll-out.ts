import { ClusterError, firstWebProcess, labels, podState, releaseNumber, type RolloutProgress } from '@berth/k8s-adapter';
import { hasVolumes, remedyFor, type ProcessSize } from '@berth/domain';
import { WakeUp } from '../clusters/wake-up.js';
import type { Step, StepResult } from '../steps/run-steps.js';
import { isOneOffPod } from '../reconcile/observe.js';
import { adjustRollout } from './adjust-rollout.js';
import { askCluster, failedAs } from './ask-cluster.js';
import { FailureConfirmation } from './confirm-failure.js';
import type { DeploymentFailed } from './deployment-failure.js';
import type { DeploymentRun } from './deployment-run.js';
import { explainFailure, fitsAfterOneLeft, readRooms } from './explain-failure.js';
import { FirstAnswers } from './first-answers.js';
import { lastLines } from './last-lines.js';
import { ProcessLook } from './look-at-process.js';
import { MemoryPeaks } from './memory-peaks.js';
import { stepOf } from './step-of.js';
import { handBack } from './take-away-candidate.js';
import { Together } from './together.js';

/** Without a change, what the clock decides is looked at this often. */
const lookMs = 1_000;
/** Without a change for so long, the cluster is asked directly. */
const quietMs = 5_000;

/** Waits until every pod is of the new release, ready, and has stood long enough; fails by its own clocks, with the cause. */
export function rollOutStep(run: DeploymentRun): Step {
  return stepOf(run, 'rollOut', () => rollOut(run));
}

async function rollOut(run: DeploymentRun): Promise<StepResult> {
  const { spec } = run.applied!;
  const { opened, deps, journal, signal } = run;
  const looks = spec.processes.map((process) => new ProcessLook(opened, spec, process));
  const confirmation = new FailureConfirmation();
  const firstAnswers = new FirstAnswers(run);
  const wakeUp = new WakeUp(opened.view, spec.environment.id);
  const together = new Together(run);
  const began = performance.now();
  const peaks = new MemoryPeaks(opened.cluster, spec, began);
  let lastChange = began;
  try {
    for (;;) {
      const directly = !opened.view.isReady || performance.now() - lastChange > quietMs;
      const looked = await lookAtAll(looks, directly);
      if (directly) lastChange = performance.now();
      const pending = looked.filter(({ look, progress, generation }) => !(progress.complete && generation >= (run.applied!.generations[look.process.name] ?? 0)));
      const web = looked.find(({ look }) => look.process === firstWebProcess(spec));
      if (web && pending.includes(web)) await firstAnswers.look(web.objects.pods);
      if (web) await together.look(web.objects.pods, pending.some((one) => one !== web));
      const total = summary(looked.map(({ progress }) => progress));
      if (pending.length === 0) {
        await handBack(run);
        if (run.rows.previousReleaseId !== null) run.oldPodsLeftAt = performance.now();
        return { detail: `${total}${inReserve(run)}` };
      }
      for (const { look, objects } of pending) {
        const failure = confirmation.judge(look.process.name, await look.failure(objects, new Date()), performance.now());
        if (failure?.class === 'unschedulable' && firstAnswers.waits) continue; // no old pod goes for one that may be wrong
        if (failure?.class === 'unschedulable' && (await askCluster(run, () => replaceOneByOne(run, look.process.size)))) {
          confirmation.forget();
          break;
        }
        if (failure) throw failedAs(await explainFailure(opened.cluster, failure, peaks.of(failure.pod)), run.secrets, await lastLines(opened.cluster, spec, failure));
      }
      if (performance.now() - began > deps.env.rollOutMs) throw await tookTooLong(run, pending, total);
      await peaks.sample(performance.now());
      await journal.progress(firstAnswers.waits ? `${total}; v${spec.release.version} has not answered well yet, v${run.previousVersion} stands by` : progressText(run, looked.map(({ progress }) => progress), total));
      if (await wakeUp.next(lookMs, signal)) lastChange = performance.now();
    }
  } finally {
    wakeUp.stop();
  }
}

/**
 * The budget has room for all new pods beside the old ones, the nodes have not: goes on without reserve, where an old pod
 * makes room for each new one, `size` the one that has no place. False when that is how it goes already, there are no old pods, or what they would leave
 * is not enough: then none of them may go.
 */
async function replaceOneByOne(run: DeploymentRun, size: ProcessSize): Promise<boolean> {
  const { opened } = run;
  const { spec } = run.applied!;
  if (spec.maxSurge === 'none' || run.previousVersion === null) return false;
  const old = opened.view.pods(spec.environment.id).filter((pod) => !isOneOffPod(pod) && releaseNumber(pod.metadata?.labels?.[labels.release]) !== spec.release.version);
  if (!fitsAfterOneLeft(await readRooms(opened.cluster, true), [size], old)) return false;
  if (!(await adjustRollout(run, { standby: null, together: false, maxSurge: 'none', surge: 'no node has room for new pods beside the old ones: one by one, without reserve' }))) return false;
  await run.journal.progress('no node has room for new pods beside the old ones: one by one');
  return true;
}

interface Looked {
  look: ProcessLook;
  objects: Awaited<ReturnType<ProcessLook['objects']>>;
  progress: RolloutProgress;
  generation: number;
}

/** A cluster that does not answer just now is looked at by what the watch holds. */
async function lookAtAll(looks: readonly ProcessLook[], directly: boolean): Promise<Looked[]> {
  return Promise.all(
    looks.map(async (look) => {
      const objects = await look.objects(directly).catch((error: unknown) => {
        if (error instanceof ClusterError && error.retryable) return look.objects(false);
        throw error;
      });
      return { look, objects, progress: look.progress(objects), generation: objects.deployment?.metadata?.generation ?? 0 };
    }),
  );
}

function summary(all: readonly RolloutProgress[]): string {
  const sum = (pick: (progress: RolloutProgress) => number): number => all.reduce((total, progress) => total + pick(progress), 0);
  const wanted = sum((progress) => progress.wanted);
  const ready = sum((progress) => Math.min(progress.updated, Math.max(0, progress.ready - progress.old), progress.wanted));
  return wanted === 0 ? 'scaled to 0' : `${ready}/${wanted} ready`;
}

/** `, v6 in reserve for 10 s` where an older release stood by while the new pods proved themselves. */
function inReserve(run: DeploymentRun): string {
  const { spec } = run.applied!;
  const seconds = Math.max(0, ...spec.processes.filter((process) => !hasVolumes(process)).map((process) => process.minReadySeconds));
  const previous = run.previousVersion;
  return previous === null || seconds === 0 || spec.maxSurge === 'none' ? '' : `, v${previous} in reserve for ${seconds} s`;
}

function progressText(run: DeploymentRun, all: readonly RolloutProgress[], total: string): string {
  const waiting = all.every((progress) => progress.updated >= progress.wanted && progress.ready - progress.old >= progress.wanted);
  return waiting && all.some((progress) => progress.old > 0) ? `${total}${inReserve(run)}` : total;
}

/** The end of our own patience, with what the pods that are not ready are doing. */
async function tookTooLong(run: DeploymentRun, pending: readonly Looked[], total: string): Promise<DeploymentFailed> {
  const now = new Date();
  const pods = pending.flatMap(({ objects }) => objects.pods).map((pod) => ({ pod, name: pod.metadata?.name ?? '', ...podState(pod, now) }));
  const waiting = pods.filter((pod) => !pod.ready && pod.state !== 'stopping');
  const seconds = Math.round(run.deps.env.rollOutMs / 1000);
  const message = `The rollout did not end within ${seconds} s: ${total}.`;
  const evidence = waiting.map(({ name, state, reason }) => ({ source: 'pod' as const, object: name, text: reason ? `${state}: ${reason}` : state, at: null }));
  const shown = waiting[0]?.name ?? null;
  const failure = { class: 'timeout' as const, title: '', message, evidence, remedy: remedyFor('timeout'), permanent: true, pod: shown, container: null, lookInside: null };
  return failedAs(failure, run.secrets, await lastLines(run.opened.cluster, run.applied!.spec, failure));
}
