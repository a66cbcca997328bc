import { usageFailure } from '../cli-failure.js';

const hours = { h: 1, d: 24, w: 7 * 24 } as const;

/** A moment in UTC from `12h`, `90d`, `2w` or a date. Throws when it is none, or not in the future. */
export function parseExpiry(text: string, now: Date): string {
  const match = /^(\d{1,5})([hdw])$/.exec(text);
  const date = match ? new Date(now.getTime() + Number(match[1]) * hours[match[2] as keyof typeof hours] * 3_600_000) : /^\d{4}-\d{2}-\d{2}/.test(text) ? new Date(text) : null;
  if (date === null || Number.isNaN(date.getTime())) throw usageFailure(`“${text}” is no time.`, 'Write 12h, 90d, 2w or a date such as 2027-01-31.');
  if (date <= now) throw usageFailure(`${text} is not in the future.`, 'Choose a later time.');
  return date.toISOString();
}
