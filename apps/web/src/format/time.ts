const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long something took, from milliseconds: `0.2 s`, `41 s`, `1 min 12 s`, `2 h 3 min`. */
export function formatDuration(milliseconds: number): string {
  const ms = Math.max(0, milliseconds);
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) {
    const rest = seconds % 60;
    return rest === 0 ? `${Math.floor(seconds / 60)} min` : `${Math.floor(seconds / 60)} min ${rest} s`;
  }
  const minutes = Math.round(seconds / 60);
  const rest = minutes % 60;
  return rest === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

/** How long ago, in one unit: `now`, `4 s`, `6 min`, `3 h`, `2 d`. A time in the future counts as now. */
export function formatAge(milliseconds: number): string {
  if (milliseconds < 1000) return 'now';
  if (milliseconds < minute) return `${Math.floor(milliseconds / 1000)} s`;
  if (milliseconds < hour) return `${Math.floor(milliseconds / minute)} min`;
  if (milliseconds < day) return `${Math.floor(milliseconds / hour)} h`;
  return `${Math.floor(milliseconds / day)} d`;
}

/** `4 s ago`, `just now`. */
export function formatAgo(milliseconds: number): string {
  const age = formatAge(milliseconds);
  return age === 'now' ? 'just now' : `${age} ago`;
}

/** How long from now: `in 3 d`, `in 40 min`, `now`. */
export function formatUntil(milliseconds: number): string {
  const rest = formatAge(milliseconds);
  return rest === 'now' ? 'now' : `in ${rest}`;
}

/** The time of day with seconds, as log lines and "shown state is from" use it: `14:31:10`. */
export function formatClock(at: number, timeZone: string): string {
  let clock = clocks.get(timeZone);
  if (!clock) clocks.set(timeZone, (clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit' })));
  return clock.format(at);
}

/** Making one costs more than a hundred uses of it. */
const clocks = new Map<string, Intl.DateTimeFormat>();

/** As short as the distance allows: `14:02` on the same day, `Tue 14:02` within a week, else `3 Nov` or `3 Nov 2025`. */
export function formatMoment(at: number, now: number, timeZone: string): string {
  const part = (options: Intl.DateTimeFormatOptions, time = at) => new Intl.DateTimeFormat('en-GB', { timeZone, ...options }).format(time);
  const date = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  const clock = part({ hour: '2-digit', minute: '2-digit' });
  if (part(date) === part(date, now)) return clock;
  if (Math.abs(now - at) < 6 * day) return `${part({ weekday: 'short' })} ${clock}`;
  const sameYear = part({ year: 'numeric' }) === part({ year: 'numeric' }, now);
  return part(sameYear ? { day: 'numeric', month: 'short' } : { day: 'numeric', month: 'short', year: 'numeric' });
}
