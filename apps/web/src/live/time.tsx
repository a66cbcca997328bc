'use client';

import { formatAge, formatAgo, formatDuration, formatMoment, formatUntil } from '../format/time.ts';
import { useNow, useTimeZone } from './clock.tsx';

/** `4 s ago`, growing once a second. */
export function Ago({ at, plain = false }: { at: string; plain?: boolean }) {
  const now = useNow();
  const age = now - Date.parse(at);
  return <time dateTime={at}>{plain ? formatAge(age) : formatAgo(age)}</time>;
}

/** `in 3 d`, shrinking; the exact time is its title. */
export function Remaining({ until }: { until: string }) {
  return <time dateTime={until} title={until}>{formatUntil(Date.parse(until) - useNow())}</time>;
}

/** A point in time, as short as its distance allows. */
export function Moment({ at }: { at: string }) {
  const now = useNow();
  const timeZone = useTimeZone();
  return <time dateTime={at}>{formatMoment(Date.parse(at), now, timeZone)}</time>;
}

/** From `start` to `end`, or till now while there is no end. */
export function Duration({ start, end }: { start: string; end: string | null }) {
  const now = useNow();
  const until = end === null ? now : Date.parse(end);
  return <span>{formatDuration(until - Date.parse(start))}</span>;
}
