import { fewestRequests } from '@berth/domain';
import type { Deployment, Rollout } from '../api/types.ts';
import { weightOf } from '../apps/waterline-shares.ts';
import { formatDuration } from '../format/time.ts';
import { plural } from '../format/quantities.ts';
import { stepViews } from '../state/state-map.ts';

const time = (seconds: number): string => (seconds < 10 ? `${seconds} s` : formatDuration(seconds * 1000));
const version = (release: number | null): string => (release === null ? 'the version before' : `v${release}`);

/** Why the present stage has not ended, or when it does. */
export function leftWords({ paused, phase, secondsLeft }: Rollout): string {
  if (paused) return 'Paused: it stays in this stage';
  if (phase === 'starting') return 'Its pods are starting';
  return secondsLeft === null ? 'Waits for you' : `${time(secondsLeft)} left`;
}

/** Who gets which part of the requests. */
export function serveWords({ release, previousRelease }: Pick<Deployment, 'release' | 'previousRelease'>, rollout: Rollout): string {
  const [now, next] = [version(previousRelease), release === null ? 'the new release' : `v${release}`];
  if (rollout.phase === 'passed') return `${next} takes over from ${now}.`;
  const percent = weightOf(rollout);
  if (percent === null) return rollout.phase === 'starting' ? `${now} serves; ${next} starts beside it.` : `Requests are shared by pods: ${next} gets about ${rollout.stages[rollout.stage]?.percent ?? 0} %, ${now} the rest.`;
  if (percent === 0) return `${now} serves all requests; ${next} runs beside it.`;
  return percent === 100 ? `${next} serves all requests; ${now} stands by.` : `${next} gets ${percent} % of the requests, ${now} ${100 - percent} %.`;
}

/** The stages with how each stands. */
export function stageRows({ state }: Pick<Deployment, 'state'>, { sharing, stages, stage, phase }: Rollout) {
  return stages.map(({ percent, pods, seconds, manual }, index) => {
    const reached = index === stage && phase !== 'passed';
    const view = index < stage || phase === 'passed' ? stepViews.done : !reached ? stepViews.pending : state === 'running' ? stepViews.running : state === 'failed' ? stepViews.failed : stepViews.cancelled;
    return { key: index, view, words: `${sharing === 'pods' ? 'About ' : ''}${percent} % of requests, ${plural(pods, 'pod')}`, time: manual ? 'until you continue' : `for ${time(seconds)}` };
  });
}

/** Each gate with its present figure. */
export function gateRows({ gates, figures }: Rollout): { name: string; now: string; most: string; missed: boolean }[] {
  const judged = figures !== null && figures.requests >= fewestRequests;
  const errors = figures === null || figures.requests === 0 ? null : (100 * figures.errors) / figures.requests;
  const p95 = figures?.p95Ms ?? null;
  return [
    ...(gates.errorPercent === undefined ? [] : [{ name: 'Answers of 500 and above', now: errors === null ? 'not known yet' : `${Number(errors.toFixed(1))} %`, most: `${gates.errorPercent} %`, missed: judged && errors !== null && errors > gates.errorPercent }]),
    ...(gates.latencyP95Ms === undefined ? [] : [{ name: '95 of 100 answer within', now: p95 === null ? 'not known yet' : `${p95} ms`, most: `${gates.latencyP95Ms} ms`, missed: judged && p95 !== null && p95 > gates.latencyP95Ms }]),
  ];
}
