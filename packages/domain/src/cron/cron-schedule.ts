import { Cron } from 'croner';

interface Field {
  name: string;
  min: number;
  max: number;
  names?: readonly string[];
}

const fields: readonly Field[] = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day of the month', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12, names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] },
  { name: 'day of the week', min: 0, max: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];

const nicknames: Record<string, string> = { '@yearly': '0 0 1 1 *', '@annually': '0 0 1 1 *', '@monthly': '0 0 1 * *', '@weekly': '0 0 * * 0', '@daily': '0 0 * * *', '@midnight': '0 0 * * *', '@hourly': '0 * * * *' };

const part = /^(?:([*?])|([a-z]+|\d+)(?:-([a-z]+|\d+))?)(?:\/(\d+))?$/i;

class ScheduleError extends Error {}

/**
 * Why Kubernetes would not take this schedule, or null when it does: five fields as in crontab(5), or a nickname. What
 * other programs add (seconds, `L`, `#`, 7 for Sunday, `@every`) it does not take.
 */
export function cronScheduleProblem(schedule: string): string | null {
  try {
    const next = new Cron(plainFields(schedule), { mode: '5-part', timezone: 'UTC' }).nextRun();
    return next === null ? `the schedule ${JSON.stringify(schedule)} never comes` : null;
  } catch (error) {
    return error instanceof ScheduleError ? error.message : `the schedule ${JSON.stringify(schedule)} cannot be read: ${(error as Error).message}`;
  }
}

/** When a schedule comes next after `after`; null when never. Throws for a schedule or time zone that is not valid. */
export function nextCronRun(schedule: string, timeZone: string, after: Date): Date | null {
  return new Cron(plainFields(schedule), { mode: '5-part', timezone: timeZone }).nextRun(after);
}

/** Those of the IANA database with three letters; ICU knows more, such as PST. */
const shortZones: ReadonlySet<string> = new Set(['CET', 'EET', 'EST', 'GMT', 'HST', 'MET', 'MST', 'PRC', 'ROC', 'ROK', 'UCT', 'UTC', 'WET']);

/** ICU also takes other spellings of a name that has become an alias, and names of its own. */
const isOfIana = (timeZone: string): boolean => timeZone.split('/').every((part) => /^[A-Z]/.test(part)) && !timeZone.startsWith('SystemV/') && (timeZone.length !== 3 || shortZones.has(timeZone));

/** Why this is no time zone of the IANA database, or null when it is one. */
export function timeZoneProblem(timeZone: string): string | null {
  const no = `${JSON.stringify(timeZone)} is no time zone: write UTC or one such as Europe/Berlin`;
  if (!/^[A-Za-z][\w+/-]*$/.test(timeZone)) return no;
  try {
    const known = new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
    const otherCase = known !== timeZone && known.toLowerCase() === timeZone.toLowerCase();
    if (otherCase) return `${JSON.stringify(timeZone)} is no time zone; did you mean ${known}?`;
    return isOfIana(timeZone) ? null : no;
  } catch (error) {
    if (error instanceof RangeError) return no;
    throw error;
  }
}

/** The five fields in the form that the library and Kubernetes read alike. */
function plainFields(schedule: string): string {
  const text = schedule.trim();
  if (text.startsWith('@')) {
    const known = nicknames[text.toLowerCase()];
    if (known) return known;
    throw new ScheduleError(`${JSON.stringify(text)} is no schedule: there are @hourly, @daily, @weekly, @monthly and @yearly${text.startsWith('@every') ? '; every 15 minutes is */15 * * * *' : ''}`);
  }
  const given = text.split(/\s+/);
  if (given.length !== fields.length) throw new ScheduleError(`a schedule has five fields (minute, hour, day of the month, month, day of the week), and ${JSON.stringify(schedule)} has ${text === '' ? 'none' : given.length}`);
  return given.map((field, index) => field.split(',').map((one) => plainPart(one, field, fields[index]!)).join(',')).join(' ');
}

function plainPart(text: string, whole: string, field: Field): string {
  const match = part.exec(text);
  if (!match) throw new ScheduleError(`the ${field.name} ${JSON.stringify(whole)} cannot be read: it is a number, a list 1,2, a range 1-5, * or a step */5`);
  const [, star, from, to, step] = match;
  if (step !== undefined && Number(step) === 0) throw new ScheduleError(`the ${field.name} ${JSON.stringify(whole)} has a step of 0`);
  const stepText = step === undefined || Number(step) === 1 ? '' : `/${Math.min(Number(step), field.max - field.min + 1)}`;
  if (star !== undefined) return `*${stepText}`;
  const first = numberOf(from!, whole, field);
  const last = to !== undefined ? numberOf(to, whole, field) : step !== undefined ? field.max : first;
  if (last < first) throw new ScheduleError(`the ${field.name} ${JSON.stringify(whole)} ends before it begins`);
  return last === first && step === undefined ? String(first) : `${first}-${last}${stepText}`;
}

function numberOf(text: string, whole: string, { name, min, max, names }: Field): number {
  const named = names?.indexOf(text.toLowerCase()) ?? -1;
  const value = named >= 0 ? named + min : Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new ScheduleError(`the ${name} ${JSON.stringify(whole)} is not between ${min} and ${max}${name === 'day of the week' && value === 7 ? ': Sunday is 0' : ''}`);
}
