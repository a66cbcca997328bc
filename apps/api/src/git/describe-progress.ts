import type { DeploymentView } from '../deployments/deployment-view.js';
import { stripVTControlCharacters } from 'node:util';

type Step = DeploymentView['steps'][number];

/** Each step as people think of it; putting objects on the cluster is part of rolling out. */
const words: Record<string, { done: string; failed: string; quiet?: boolean }> = {
  build: { done: 'Built', failed: 'Build failed' },
  check: { done: 'Checked', failed: 'Check failed' },
  release: { done: 'Ran the release command', failed: 'The release command failed' },
  tryOut: { done: 'Tried', failed: 'The new version failed' },
  apply: { done: 'Applied', failed: 'Roll-out failed', quiet: true },
  rollOut: { done: 'Rolled out', failed: 'Roll-out failed' },
  verify: { done: 'Verified', failed: 'Verify failed' },
};
const labelWidth = 22;
const lastLines = 20;
const controls = /[\p{Cc}\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/gu;

/** Text from elsewhere as one line that cannot steer a terminal. */
export const plainLine = (text: string): string => stripVTControlCharacters(text).replaceAll('\t', '  ').replace(controls, '');

/** A line for a step that has ended; null where nothing needs to be said. */
export function describeStep({ name, state, detail, startedAt, finishedAt }: Step, release: number | null): string | null {
  const { done, failed, quiet = false } = words[name] ?? { done: name, failed: `${name} failed` };
  if (state === 'failed') return `✗ ${failed}`;
  if (state === 'cancelled') return '✗ Cancelled';
  if (quiet || (state === 'skipped' && detail === null)) return null;
  const label = name === 'rollOut' && release !== null ? `${done} v${release}` : done;
  const seconds = startedAt !== null && finishedAt !== null && state === 'done' ? `${((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000).toFixed(1)} s` : '';
  return `✓ ${label.padEnd(labelWidth)}${seconds.padStart(8)}${detail === null ? '' : `   ${plainLine(detail)}`}`.trimEnd();
}

/** How a deployment ended: its URL, or the cause, the evidence, the last log lines and what to do. */
export function describeEnd({ state, url, number, failure, warnings }: DeploymentView, serving: { release: number | null } | null): string[] {
  if (state === 'live') return [...warnings.map((warning) => `! ${plainLine(warning)}`), '', url];
  if (state === 'superseded') return [`Deployment ${number} was replaced by a newer one before its turn came.`];
  const stays = serving === null ? [] : [serving.release === null ? 'No version serves at present.' : `v${serving.release} goes on serving at ${url}`];
  if (state === 'cancelled') return [`Deployment ${number} was cancelled.`, ...stays];
  const lines = failure?.lastLines.slice(-lastLines) ?? [];
  const evidence = (failure?.evidence ?? []).filter((each) => lines.length === 0 || !each.includes('\n')); // a log is below, line by line
  const cause = failure === null ? ['The deployment failed.'] : [`Error: ${failure.message}`, ...evidence.flatMap((each) => each.split('\n')).map((line) => `  ${line}`)];
  return ['', ...cause, ...(lines.length > 0 ? ['Last log lines:', ...lines.map((line) => `  ${line}`)] : []), ...(failure?.remedy ? [`What to do: ${failure.remedy}`] : []), ...stays, 'The push itself is stored.'].map(plainLine);
}
