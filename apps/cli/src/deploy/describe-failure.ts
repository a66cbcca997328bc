import { plainText } from '../output/plain-text.js';
import type { Style } from '../output/style.js';
import type { Deployment } from './deployment.js';

/** How a deployment that is not live ended: the cause, the evidence, the last log lines, what to do, and what still serves. */
export function describeEnd(deployment: Deployment, serving: { release: number | null; url: string } | null, style: Style): string {
  return [...causeOf(deployment, style), stillServes(deployment, serving)].filter((line) => line !== null).join('\n');
}

function causeOf(deployment: Deployment, style: Style): (string | null)[] {
  const { failure, state, number } = deployment;
  if (state === 'superseded') return [`Deployment ${number} was replaced by a newer one before its turn came.`];
  if (state === 'cancelled') return [`Deployment ${number} was cancelled.`];
  if (failure === null) return [`Deployment ${number} failed.`];
  const lastLines = failure.lastLines.slice(-20);
  return [
    '',
    `${style.bad('Error:')} ${plainText(failure.message)}`,
    ...failure.evidence.map((line) => `  ${plainText(line)}`),
    ...(lastLines.length > 0 ? [style.quiet('Last log lines:'), ...lastLines.map((line) => `  ${style.foreign(line)}`)] : []),
    `${style.strong('What to do:')} ${plainText(failure.remedy)}`,
    `${style.strong('More:')} ${plainText(failure.docs)}`,
  ];
}

function stillServes({ state }: Deployment, serving: { release: number | null; url: string } | null): string | null {
  if (serving === null || state === 'superseded') return null;
  return serving.release === null ? 'No version serves at present.' : `v${serving.release} goes on serving at ${serving.url}`;
}
