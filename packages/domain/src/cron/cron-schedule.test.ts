import { expect, test } from 'vitest';
import { cronScheduleProblem, nextCronRun, timeZoneProblem } from './cron-schedule.js';

test.each(['* * * * *', '*/5 0-6,22 1 jan,JUN mon-FRI', '@daily', '@Hourly', '5/15 * ? * *', '0 0 29 2 *', '*/1 * * * *', '0-30/90 * * * *'])('%s is a schedule', (schedule) => expect(cronScheduleProblem(schedule)).toBeNull());

test.each([
  ['', 'a schedule has five fields (minute, hour, day of the month, month, day of the week), and "" has none'],
  ['* * * *', 'a schedule has five fields (minute, hour, day of the month, month, day of the week), and "* * * *" has 4'],
  ['0 * * * * *', expect.stringContaining('has 6')],
  ['TZ=UTC * * * * *', expect.stringContaining('has 6')],
  ['0 24 * * *', 'the hour "24" is not between 0 and 23'],
  ['0 0 * * 7', 'the day of the week "7" is not between 0 and 6: Sunday is 0'],
  ['0 0 L * *', 'the day of the month "L" is not between 1 and 31'],
  ['0 0 * * 5#2', expect.stringContaining('cannot be read')],
  ['*/0 * * * *', 'the minute "*/0" has a step of 0'],
  ['30-10 * * * *', 'the minute "30-10" ends before it begins'],
  ['0 0 31 2 *', 'the schedule "0 0 31 2 *" never comes'],
  ['@every 15m', '"@every 15m" is no schedule: there are @hourly, @daily, @weekly, @monthly and @yearly; every 15 minutes is */15 * * * *'],
  ['@soon', '"@soon" is no schedule: there are @hourly, @daily, @weekly, @monthly and @yearly'],
])('%s is none, and it is said why', (schedule, why) => expect(cronScheduleProblem(schedule)).toEqual(why));

const next = (schedule: string, timeZone: string, after: string): string | undefined => nextCronRun(schedule, timeZone, new Date(after))?.toISOString();

test('the next run is in its time zone, and follows its changes', () => {
  expect(next('30 3 * * *', 'UTC', '2026-11-21T03:30:00Z')).toBe('2026-11-22T03:30:00.000Z');
  expect(next('30 3 * * *', 'Europe/Berlin', '2026-11-21T00:00:00Z')).toBe('2026-11-21T02:30:00.000Z');
  expect(next('30 3 * * *', 'Europe/Berlin', '2026-06-21T00:00:00Z')).toBe('2026-06-21T01:30:00.000Z');
});

test('a day of the month and a day of the week together mean either, as in crontab', () => {
  expect(next('0 0 1 * mon', 'UTC', '2026-11-21T00:00:00Z')).toBe('2026-11-23T00:00:00.000Z');
  expect(next('0 0 */2 * mon', 'UTC', '2026-11-23T00:00:00Z')).toBe('2026-11-25T00:00:00.000Z');
  expect(next('0 0 ? * mon', 'UTC', '2026-11-23T00:00:00Z')).toBe('2026-11-30T00:00:00.000Z');
});

test('a number with a step goes on to the end', () => {
  expect(next('50/5 * * * *', 'UTC', '2026-11-21T00:50:00Z')).toBe('2026-11-21T00:55:00.000Z');
  expect(next('50/5 * * * *', 'UTC', '2026-11-21T00:55:00Z')).toBe('2026-11-21T01:50:00.000Z');
});

test('a time zone is one of the IANA database, in its own letters', () => {
  for (const good of ['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Asia/Calcutta', 'Europe/Kyiv', 'Etc/GMT+5', 'EST', 'EST5EDT', 'GB', 'NZ-CHAT']) expect(timeZoneProblem(good), good).toBeNull();
  expect(timeZoneProblem('europe/berlin')).toBe('"europe/berlin" is no time zone; did you mean Europe/Berlin?');
  for (const bad of ['Berlin', '+01:00', '', 'Local', 'Europe/Nowhere', 'europe/kyiv', 'Asia/kolkata', 'PST', 'SystemV/PST8']) expect(timeZoneProblem(bad), bad).toContain('is no time zone');
});
