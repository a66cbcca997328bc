import type { components } from '@berth/contract/client';
import type { Style } from '../output/style.js';

export type LogLine = components['schemas']['LogLine'];

/** `12:03:07 web-abcde v7 | text`; with `full`, the whole time in UTC. */
export function formatLogLine({ at, pod, release, line, gap }: LogLine, style: Style, options: { full: boolean }): string {
  const time = options.full ? at : new Date(at).toTimeString().slice(0, 8);
  const head = style.quiet(`${time} ${shortPod(pod)}${release === null ? '' : ` v${release}`} |`);
  return `${gap ? `${style.careful('… lines are missing here')}\n` : ''}${head} ${style.foreign(line)}`;
}

/** The two parts of a pod's name that tell it from its siblings. */
const shortPod = (pod: string): string => pod.split('-').slice(-2).join('-');
