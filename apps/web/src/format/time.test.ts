import { expect, test } from 'vitest';
import { formatAge, formatAgo, formatClock, formatDuration, formatMoment, formatUntil } from './time.ts';

test.each([
  [0, '0.0 s'], [240, '0.2 s'], [6_140, '6.1 s'], [9_949, '9.9 s'], [9_960, '10 s'], [41_400, '41 s'], [60_000, '1 min'], [72_000, '1 min 12 s'], [7_380_000, '2 h 3 min'], [7_200_000, '2 h'], [-5, '0.0 s'],
])('%i ms took %s', (ms, words) => expect(formatDuration(ms)).toBe(words));

test.each([[-3000, 'now'], [999, 'now'], [4_200, '4 s'], [59_999, '59 s'], [60_000, '1 min'], [3_599_000, '59 min'], [3_600_000, '1 h'], [86_400_000 * 3, '3 d']])('an age of %i ms is %s', (ms, words) => expect(formatAge(ms)).toBe(words));

test('an age that is no age is just now', () => {
  expect(formatAgo(0)).toBe('just now');
  expect(formatAgo(4000)).toBe('4 s ago');
});

test('a clock shows the reader’s zone', () => {
  const at = Date.parse('2026-11-21T13:31:10Z');
  expect(formatClock(at, 'UTC')).toBe('13:31:10');
  expect(formatClock(at, 'Europe/Berlin')).toBe('14:31:10');
});

test('a moment is as short as its distance allows', () => {
  const now = Date.parse('2026-11-21T14:00:00Z');
  expect(formatMoment(Date.parse('2026-11-21T09:05:00Z'), now, 'UTC')).toBe('09:05');
  expect(formatMoment(Date.parse('2026-11-17T14:02:00Z'), now, 'UTC')).toBe('Tue 14:02');
  expect(formatMoment(Date.parse('2026-11-03T14:02:00Z'), now, 'UTC')).toBe('3 Nov');
  expect(formatMoment(Date.parse('2025-11-03T14:02:00Z'), now, 'UTC')).toBe('3 Nov 2025');
  expect(formatMoment(Date.parse('2027-02-19T14:02:00Z'), now, 'UTC')).toBe('19 Feb 2027');
});

test('what is to come says how long it takes, and what is late comes now', () => {
  expect(formatUntil(3 * 86_400_000 + 5)).toBe('in 3 d');
  expect(formatUntil(-1)).toBe('now');
});
