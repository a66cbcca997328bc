import { formatSeconds } from '@berth/domain';
import { count } from '../output/quantities.js';
import type { Deployment } from './deployment.js';

/** Where a deployment is in trying its release, a line a stage. */
export function describeRollout({ number, release, state, rollout, steps }: Pick<Deployment, 'number' | 'release' | 'state' | 'rollout' | 'steps'>): string {
  const title = `Deployment ${number}${release === null ? '' : ` of v${release}`} (${rollout?.strategy ?? 'rolling'}): ${state}`;
  if (!rollout) return title;
  const { stages, stage, phase, paused, secondsLeft, previewUrl, figures, sharing } = rollout;
  const now = phase === 'passed' || state !== 'running' ? null : stage;
  const lines = stages.map(({ percent, pods, seconds, manual }, index) => {
    const mark = index < stage || phase === 'passed' ? '✓' : index === now ? '▸' : '·';
    const time = manual ? 'until `berth rollout continue`' : `for ${formatSeconds(seconds)}`;
    const left = index !== now ? '' : paused ? ' (paused)' : phase === 'starting' ? ' (starting)' : secondsLeft === null ? ' (waits for you)' : ` (${formatSeconds(secondsLeft)} left)`;
    return `  ${mark} ${sharing === 'pods' ? 'about ' : ''}${percent} % of requests, ${count(pods, 'pod')}, ${time}${left}`;
  });
  const measured = figures === null || now === null ? [] : [`  measured: ${count(figures.requests, 'request')}, ${count(figures.errors, 'error')}${figures.p95Ms === null ? '' : `, p95 ${figures.p95Ms} ms`}`];
  const preview = previewUrl === null || now === null ? [] : [`  preview: ${previewUrl}`];
  const detail = steps.find(({ name }) => name === 'tryOut')?.detail;
  return [title, ...lines, ...measured, ...preview, ...(detail && now !== null ? [`  ${detail}`] : [])].join('\n');
}
