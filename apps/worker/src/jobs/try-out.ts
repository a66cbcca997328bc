import type { RolloutProgressState } from '@berth/domain';
import { firstWebProcess, tenantNamespace, type EnvironmentSpec } from '@berth/k8s-adapter';
import { setTimeout as sleep } from 'node:timers/promises';
import { WakeUp } from '../clusters/wake-up.js';
import { environmentSpec } from '../reconcile/environment-spec.js';
import { loadDesired, type CandidatePlace } from '../reconcile/load-desired.js';
import { reconcileEnvironment, type Reconciled } from '../reconcile/reconcile-environment.js';
import { afterTime, describeStage, nextMove, noteOf } from '../rollouts/next-move.js';
import { planFor } from '../rollouts/plan-for.js';
import { rolloutOf } from '../rollouts/rollout-of.js';
import { StageMeter } from '../rollouts/stage-meter.js';
import { placeOf, readRollout, writeRollout } from '../rollouts/rollout-rows.js';
import type { Step, StepResult } from '../steps/run-steps.js';
import { askCluster } from './ask-cluster.js';
import { triedRefusal, usedBy } from './budget-room.js';
import { failed } from './deployment-failure.js';
import type { DeploymentRun } from './deployment-run.js';
import { candidateTookTooLong, CandidateLook } from './look-at-candidate.js';
import { stepOf } from './step-of.js';
import { takeAway } from './take-away-candidate.js';

const lookMs = 1_000;
const quietMs = 5_000;
/** How much of a stage's time is lost at most when the worker is killed. */
const keepEveryMs = 3_000;
/** How long a stage waits for room in the budget: pods that are going count until they are gone. */
const roomMs = 90_000;
/** How long the ingress may take to lead requests by another kind of object. */
const routeMs = 120_000;

/**
 * Tries the release beside the one that serves, stage by stage, before that is touched; for a rolling deployment there is
 * nothing to try. A worker that takes over goes on in the stage that was reached.
 */
export function tryOutStep(run: DeploymentRun): Step {
  return {
    ...stepOf(run, 'tryOut', () => tryOut(run), () => takeAway(run)),
    isNeeded: () => run.rows.previousReleaseId !== null && rolloutOf(aboutOf(run), run.input, run.rows.release?.settings ?? {}).strategy !== 'rolling',
  };
}

/** What decides whether a deployment has stages at all. */
export const aboutOf = ({ rows }: DeploymentRun): { cause: string; environmentKind: string } => ({ cause: rows.cause, environmentKind: rows.environment.kind });

async function tryOut(run: DeploymentRun): Promise<StepResult> {
  const known = (await readRollout(run)).state;
  let state = known ?? plan(run, await specNow(run));
  if (state === null) return { detail: 'nothing to try it beside', skipped: true };
  while (state.phase !== 'passed') {
    if (state.phase === 'starting') state = await plannedAnew(run, state);
    const look = await bringUp(run, state);
    state = await hold(run, { ...state, phase: 'holding' }, look);
  }
  return { detail: summary(state) };
}

async function specNow(run: DeploymentRun): Promise<EnvironmentSpec> {
  const { deps, rows, opened, signal } = run;
  while (!opened.view.isReady) await sleep(lookMs, undefined, { signal }).catch(() => signal.throwIfAborted()); // unread, it shows no pods to try it beside
  const desired = await loadDesired(deps.db, deps.env.installationKey, rows.environmentId, rows.release!);
  if (!desired?.release) throw failed('internal', 'The app is being deleted.');
  return environmentSpec(deps.env.namespacePrefix, opened.row, desired.environment, desired.release);
}

const plan = (run: DeploymentRun, spec: EnvironmentSpec): RolloutProgressState | null => planFor(run.opened, spec, rolloutOf(aboutOf(run), run.input, run.rows.release!.settings));

/** The pods of a stage follow from how many serve when it begins: autoscaled, they may have become more than the check has seen, and need room again. */
async function plannedAnew(run: DeploymentRun, state: RolloutProgressState): Promise<RolloutProgressState> {
  const { opened, rows, journal, signal } = run;
  const began = performance.now();
  for (;;) {
    const spec = await specNow(run);
    const { stages, stablePods } = plan(run, spec) ?? state;
    const web = firstWebProcess(spec);
    const standing = web ? opened.view.rollout(rows.environmentId, web.name, 'candidate').pods.filter((pod) => !pod.metadata?.deletionTimestamp).length : 0;
    const use = await askCluster(run, () => opened.cluster.quotaUse(tenantNamespace(spec.namespacePrefix, spec.tenant.slug)));
    const refusal = web && triedRefusal(use, usedBy(web.size, stages[state.stage]!.pods - standing));
    if (!refusal) return { ...state, stages, stablePods };
    if (performance.now() - began > roomMs) throw failed('quota', refusal, { evidence: [`api budget: stage ${state.stage + 1}: ${refusal}`], remedy: 'Make room in the budget, or deploy it with `--strategy rolling`.' });
    await journal.progress(`waits for room: ${refusal}`);
    await sleep(lookMs, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

/** Makes the stage's pods, waits until they are ready and answer, and only then gives them the stage's share of the requests. */
async function bringUp(run: DeploymentRun, state: RolloutProgressState): Promise<CandidateLook> {
  const place = placeOf(state);
  const before: CandidatePlace = state.phase === 'holding' ? place : { ...place, percent: state.stage === 0 ? 0 : state.stages[state.stage - 1]!.percent };
  const look = await placed(run, state, before);
  await look.answers(run.deps.env.verifyMs);
  return before.percent === place.percent ? look : placed(run, state, place);
}

/** The candidate stands as `place` says and its pods are ready. */
async function placed(run: DeploymentRun, state: RolloutProgressState, place: CandidatePlace): Promise<CandidateLook> {
  const { deps, rows, opened, journal, signal } = run;
  await writeRollout(run, state, place);
  const reconciled = await settled(run);
  const spec = reconciled?.spec;
  if (!spec?.candidate) throw failed('internal', 'The app is being deleted.');
  const look = new CandidateLook(run, spec, spec.candidate);
  const wakeUp = new WakeUp(opened.view, rows.environmentId);
  const began = performance.now();
  let lastChange = began;
  try {
    for (;;) {
      const directly = !opened.view.isReady || performance.now() - lastChange > quietMs;
      const progress = await look.progress(directly);
      if (directly) lastChange = performance.now();
      if (progress.complete && progress.wanted === place.pods && progress.generation >= reconciled!.candidateGeneration) return look;
      await journal.progress(`${Math.min(progress.ready, place.pods)}/${place.pods} ready beside v${run.previousVersion ?? '?'}`);
      if (performance.now() - began > deps.env.rollOutMs) throw candidateTookTooLong(Math.round(deps.env.rollOutMs / 1000), progress);
      if (await wakeUp.next(lookMs, signal)) lastChange = performance.now();
    }
  } finally {
    wakeUp.stop();
  }
}

/** What was asked for is on the cluster, and requests take no route any more that it replaces. */
async function settled(run: DeploymentRun): Promise<Reconciled | null> {
  const { deps, rows, journal, signal } = run;
  const began = performance.now();
  for (;;) {
    const reconciled = await askCluster(run, () => reconcileEnvironment(deps, rows.environmentId));
    if (!reconciled?.waits) return reconciled;
    if (performance.now() - began > routeMs) throw failed('verify-failed', `The ingress has not taken up the route that shares the requests within ${routeMs / 1000} s.`, { remedy: 'Tell the operator: the Gateway for apps does not accept the route.' });
    await journal.progress('the route changes over');
    await sleep(lookMs, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

/** Watches the stage until it ends: the state of the next one, or that all have passed. */
async function hold(run: DeploymentRun, begun: RolloutProgressState, look: CandidateLook): Promise<RolloutProgressState> {
  const { journal, rows, opened, signal } = run;
  const version = { now: run.previousVersion, next: rows.release!.version };
  const wakeUp = new WakeUp(opened.view, rows.environmentId);
  const meter = await StageMeter.start(opened, look.service, begun);
  let state = begun;
  let kept = performance.now();
  let last = kept;
  await writeRollout(run, state);
  run.leaveQueue();
  try {
    for (;;) {
      const { wish } = await readRollout(run);
      if (isCut(state, opened.row.gatewayName)) throw failed('settings-refused', 'The Gateway that shared the requests has been taken away from the cluster.', { evidence: [`cluster ${opened.row.name}: no Gateway for apps`], remedy: 'Deploy it again: without a Gateway the requests to a canary are shared by number of pods.' });
      await look.judge();
      const now = performance.now();
      state = { ...afterTime(state, now - last, wish), figures: await meter.figures() };
      last = now;
      const move = nextMove(state, wish);
      if (move.kind === 'abort') throw failed('gate-failed', move.gate.message, { evidence: move.gate.evidence });
      if (move.kind !== 'hold') return await left(run, state, move.kind === 'advance' ? move.to : null);
      await journal.progress(describeStage(state, wish, version));
      if (now - kept > keepEveryMs) {
        await writeRollout(run, state);
        kept = now;
      }
      await wakeUp.next(lookMs, signal);
    }
  } finally {
    wakeUp.stop();
  }
}

/** Whether requests were shared by weight, which nothing does any more. */
const isCut = ({ sharing, stages }: RolloutProgressState, gatewayName: string | null): boolean => sharing === 'weight' && gatewayName === null && stages.some(({ percent }) => percent > 0 && percent < 100);

async function left(run: DeploymentRun, state: RolloutProgressState, next: number | null): Promise<RolloutProgressState> {
  const note = noteOf(state);
  const told = { ...state, notes: note === null ? state.notes : [...state.notes, note] };
  const after: RolloutProgressState = next === null ? { ...told, phase: 'passed' } : { ...told, stage: next, phase: 'starting', heldMs: 0, figures: null };
  await writeRollout(run, after);
  return after;
}

function summary({ strategy, stages, sharing, notes }: RolloutProgressState): string {
  if (strategy === 'staged') return 'one pod stood beside the others';
  if (strategy === 'blue-green') return 'all pods stood beside the others';
  return [`${stages.map((stage) => `${stage.percent} %`).join(', ')} of requests${sharing === 'pods' ? ' by number of pods' : ''}`, ...notes].join('; ');
}
