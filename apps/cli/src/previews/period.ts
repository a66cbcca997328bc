import { usageFailure } from '../cli-failure.js';

const seconds = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 } as const;

/** Seconds from `90m`, `12h`, `7d`. Throws on anything else. */
export function parsePeriod(text: string): number {
  const match = /^(\d{1,6})([smhdw])$/.exec(text);
  if (!match) throw usageFailure(`“${text}” is no period.`, 'Write 90m, 12h, 7d or 2w.');
  return Number(match[1]) * seconds[match[2] as keyof typeof seconds];
}

/** Seconds in the largest unit that divides them: `7 d`, `90 min`. */
export function shownPeriod(total: number): string {
  if (total % seconds.d === 0) return `${total / seconds.d} d`;
  if (total % seconds.h === 0) return `${total / seconds.h} h`;
  return total % seconds.m === 0 ? `${total / seconds.m} min` : `${total} s`;
}
