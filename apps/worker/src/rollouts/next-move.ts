import { fewestRequests, formatSeconds, type Gates, type RolloutProgressState } from '@berth/domain';

/** What people wish of a rollout while it goes on. */
export interface RolloutWish {
  paused: boolean;
  /** The stage that is to be left now; null or another stage's number: none. */
  leave: number | null;
}

export type Move = { kind: 'hold' } | { kind: 'advance'; to: number } | { kind: 'finish' } | { kind: 'abort'; gate: MissedGate };

export interface MissedGate {
  message: string;
  evidence: string[];
}

/** What comes next, while nothing has been found wrong with the pods. A missed gate ends it at once, paused or not. Pure. */
export function nextMove(state: RolloutProgressState, wish: RolloutWish): Move {
  const gate = missedGate(state.gates, state.figures, state.stages[state.stage]!.percent);
  if (gate) return { kind: 'abort', gate };
  const { seconds, manual } = state.stages[state.stage]!;
  const left = wish.leave === state.stage;
  if (!left && (wish.paused || manual || state.heldMs < seconds * 1000)) return { kind: 'hold' };
  return state.stage + 1 < state.stages.length ? { kind: 'advance', to: state.stage + 1 } : { kind: 'finish' };
}

/** What is to be known of a stage that is left: that its gates were not judged. Pure. */
export function noteOf({ gates, figures, stages, stage }: RolloutProgressState): string | null {
  const { percent } = stages[stage]!;
  if (Object.keys(gates).length === 0 || percent === 0 || (figures && figures.requests >= fewestRequests)) return null;
  return figures ? `too few requests to judge the gates at ${percent} % (${figures.requests})` : `the gates were not judged at ${percent} %: the ingress told no figures`;
}

/** The state `elapsedMs` later. Time does not count while it is paused. Pure. */
export const afterTime = (state: RolloutProgressState, elapsedMs: number, wish: RolloutWish): RolloutProgressState => (wish.paused ? state : { ...state, heldMs: state.heldMs + elapsedMs });

function missedGate(gates: Gates, figures: RolloutProgressState['figures'], percent: number): MissedGate | null {
  if (!figures || figures.requests < fewestRequests) return null;
  const { requests, errors, p95Ms } = figures;
  const evidence = [`ingress: ${requests} requests at ${percent} %, ${errors} answered 500 or above${p95Ms === null ? '' : `, 95 of 100 within ${p95Ms} ms`}`];
  const errorPercent = (100 * errors) / requests;
  if (gates.errorPercent !== undefined && errorPercent > gates.errorPercent) return { message: `${percentText(errorPercent)} of ${requests} requests to the new version were answered 500 or above; the gate is ${gates.errorPercent} %.`, evidence };
  if (gates.latencyP95Ms !== undefined && p95Ms !== null && p95Ms > gates.latencyP95Ms) return { message: `95 of 100 requests to the new version took up to ${p95Ms} ms; the gate is ${gates.latencyP95Ms} ms.`, evidence };
  return null;
}

export const percentText = (percent: number): string => `${percent === 0 ? '0' : percent < 10 ? percent.toFixed(1) : percent.toFixed(0)} %`;

/** What people read while a stage lasts: `10 % of requests, 1 m 20 s left, 0.2 % errors of 412`. Pure. */
export function describeStage(state: RolloutProgressState, wish: RolloutWish, version: { now: number | null; next: number }): string {
  const { strategy, stages, stage, sharing, figures } = state;
  const { percent, pods, seconds, manual } = stages[stage]!;
  const what = strategy === 'staged' ? 'one pod is watched' : strategy === 'blue-green' ? (percent === 0 ? `v${version.next} is ready, v${version.now ?? '?'} serves` : `v${version.next} serves, v${version.now ?? '?'} stands by`) : sharing === 'weight' ? `${percent} % of requests` : `${pods} ${pods === 1 ? 'pod' : 'pods'} for about ${percent} % of requests`;
  const left = Math.max(0, seconds - state.heldMs / 1000);
  const when = wish.paused ? 'paused' : manual ? 'waits for `berth rollout continue`' : `${formatSeconds(rough(left))} left`;
  const measured = figures === null ? null : figures.requests === 0 ? 'no requests yet' : `${percentText((100 * figures.errors) / figures.requests)} errors of ${figures.requests}`;
  const preview = strategy === 'blue-green' && percent === 0 && state.previewHost !== null ? `preview https://${state.previewHost}` : null;
  return [what, when, measured, preview].filter((part) => part !== null).join(', ');
}

/** Whole seconds near the end, coarser before, so that what is said does not change each second for minutes. */
const rough = (seconds: number): number => (seconds > 60 ? Math.ceil(seconds / 10) * 10 : seconds > 10 ? Math.ceil(seconds / 5) * 5 : Math.ceil(seconds));
