import { scaleSchema, type Scale } from '@berth/domain';
import { usageFailure } from '../cli-failure.js';
import { parseSeconds } from './parse-seconds.js';

export interface ProcessScale {
  process: string;
  scale: Scale;
}

const pattern = /^([a-z][a-z0-9]{0,19})=(\d{1,6})(?:\.\.(\d{1,6}))?$/;

/** `web=3` or `web=2..4`; `idle` such as `10m`, `rps` requests per second for each pod. Throws with the form that is wanted. */
export function parseScale(text: string, { idle, rps }: { idle?: string | undefined; rps?: number | undefined } = {}): ProcessScale {
  const match = pattern.exec(text);
  if (!match) throw usageFailure(`“${text}” is no scale.`, 'Write a number, `web=3`, or a range that the cluster decides in, `web=2..4`.');
  const scale = scaleSchema.safeParse({ min: Number(match[2]), max: Number(match[3] ?? match[2]), ...(idle !== undefined && { idleSeconds: parseSeconds(idle, 86_400) }), ...(rps !== undefined && { requestsPerSecond: rps }) });
  if (!scale.success) throw usageFailure(`“${text}” is no scale: ${scale.error.issues[0]!.message}.`, 'Write a number, `web=3`, or a range, `web=2..4`.');
  return { process: match[1]!, scale: scale.data };
}

/** `3`, or `2..4`. */
export const formatScale = ({ min, max }: Scale): string => (min === max ? String(min) : `${min}..${max}`);
