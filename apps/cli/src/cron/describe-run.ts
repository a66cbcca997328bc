import type { components } from '@berth/contract/client';
import { plainText } from '../output/plain-text.js';
import { formatDuration } from '../output/quantities.js';
import type { Style } from '../output/style.js';

export type CronRun = components['schemas']['CronRun'];

export const hasRun = ({ state }: CronRun): boolean => state === 'succeeded' || state === 'failed' || state === 'stopped';

/** How a run stands, in few words: `succeeded`, `failed (exit code 3)`. */
export function runResult({ state, exitCode, failure }: CronRun): string {
  if (state !== 'failed') return state;
  return `failed (${exitCode !== null && exitCode !== 0 ? `exit code ${exitCode}` : (failure?.class ?? 'unknown')})`;
}

/** How long it took, or has been running; null before it started. */
export function runDuration({ startedAt, finishedAt }: CronRun, now: Date): string | null {
  return startedAt === null ? null : formatDuration((finishedAt === null ? now.getTime() : Date.parse(finishedAt)) - Date.parse(startedAt));
}

/** How a run that did not succeed ended: the cause, the evidence, what to do. `lines`: with the last lines, where they were not shown before. */
export function describeRunEnd({ failure, reason, state }: CronRun, style: Style, lines: boolean): string {
  if (failure === null) return `The run ${state === 'stopped' ? 'was stopped' : state}${reason === null ? '.' : `: ${plainText(reason)}`}`;
  return [
    `${style.bad('Error:')} ${plainText(failure.message)}`,
    ...failure.evidence.map((line) => `  ${plainText(line)}`),
    ...(lines && failure.lastLines.length > 0 ? [style.quiet('Last log lines:'), ...failure.lastLines.map((line) => `  ${style.foreign(line)}`)] : []),
    `${style.strong('What to do:')} ${plainText(failure.remedy)}`,
    `${style.strong('More:')} ${plainText(failure.docs)}`,
  ].join('\n');
}
