import { usageFailure } from '../cli-failure.js';

const units = { s: 1, m: 60, h: 3600 } as const;

/** Seconds from `90s`, `30m` or `2h`. Throws when it is none, or longer than `most` seconds. */
export function parseSeconds(text: string, most: number): number {
  const match = /^([1-9]\d{0,6})([smh])$/.exec(text);
  if (!match) throw usageFailure(`“${text}” is no length of time.`, 'Write 90s, 30m or 2h.');
  const seconds = Number(match[1]) * units[match[2] as keyof typeof units];
  if (seconds > most) throw usageFailure(`${text} is too long.`, `At most ${most / 3600}h.`);
  return seconds;
}
