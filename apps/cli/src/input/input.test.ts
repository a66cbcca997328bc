import { expect, test } from 'vitest';
import { parseRelease } from '../commands/rollback.js';
import { appSlug } from '@berth/domain';
import { named } from '../berth-command.js';
import { budgetFlags } from './budget-flags.js';
import { parseAssignments } from './parse-assignments.js';
import { parseExpiry } from './parse-expiry.js';
import { formatScale, parseScale } from './parse-scale.js';
import { readEnvFile } from './read-env-file.js';

test.each([
  ['web=3', { process: 'web', scale: { min: 3, max: 3 } }],
  ['web=0', { process: 'web', scale: { min: 0, max: 0 } }],
  ['web=0..3', { process: 'web', scale: { min: 0, max: 3 } }],
  ['worker=2..10', { process: 'worker', scale: { min: 2, max: 10 } }],
])('%s is a scale', (text, scale) => {
  expect(parseScale(text)).toEqual(scale);
  expect(`${scale.process}=${formatScale(scale.scale)}`).toBe(text);
});

test('how long until a process sleeps belongs to a range from 0', () => {
  expect(parseScale('web=0..3', { idle: '30m' })).toEqual({ process: 'web', scale: { min: 0, max: 3, idleSeconds: 1800 } });
  expect(() => parseScale('web=1..3', { idle: '30m' })).toThrow(/range from 0/);
  expect(() => parseScale('web=0..3', { idle: 'soon' })).toThrow(/no length of time/);
});

test('requests per second for each pod belong to a range', () => {
  expect(parseScale('web=1..5', { rps: 50 })).toEqual({ process: 'web', scale: { min: 1, max: 5, requestsPerSecond: 50 } });
  expect(parseScale('web=0..5', { rps: 50, idle: '90s' }).scale).toEqual({ min: 0, max: 5, requestsPerSecond: 50, idleSeconds: 90 });
  expect(() => parseScale('web=3', { rps: 50 })).toThrow(/is for a range/);
});

test.each(['web', 'web=', 'web=-1', 'web=1.5', 'web=4..2', 'Web=1', 'web=5000', '=3', 'web=2...4'])('%s is no scale, and the right form is shown', (text) => {
  expect(() => parseScale(text)).toThrow(expect.objectContaining({ exitCode: 2, remedy: expect.stringContaining('web=') as string }));
});

test('who asks for too many pods is told how many there may be', () => {
  expect(() => parseScale('web=99999')).toThrow('“web=99999” is no scale: a process has 1000 pods at most.');
});

test('assignments keep everything after the first equals sign', () => {
  expect(parseAssignments(['A=1', 'URL=postgres://x?a=b', 'EMPTY=', 'S= two words '])).toEqual({ A: '1', URL: 'postgres://x?a=b', EMPTY: '', S: ' two words ' });
});

test.each([['NAME'], ['=x'], ['1A=x'], ['A-B=x'], ['A B=x']])('%s is no assignment', (word) => {
  expect(() => parseAssignments([word])).toThrow(expect.objectContaining({ exitCode: 2 }));
});

test.each([['1A=x', 'A name must have letters, digits and underscores, and not start with a digit.'], [`${'A'.repeat(129)}=x`, 'A name must have at most 128 characters.']])('the remedy for a wrong name is a sentence', (word, remedy) => {
  expect(() => parseAssignments([word])).toThrow(expect.objectContaining({ remedy }));
});

test('a name of an app that is too long is told so in a sentence', async () => {
  await expect(named('an app', appSlug)('a'.repeat(31))).rejects.toMatchObject({ remedy: 'A name must have at most 30 characters.' });
});

test('nothing at all is a quantity, with a unit or without', async () => {
  const parse = (text: string) => budgetFlags.storage.parse(text, {} as never, {} as never);
  expect(await Promise.all(['0', '0Gi', '1Gi'].map(parse))).toEqual([0, 0, 2 ** 30]);
  await expect(parse('1')).rejects.toMatchObject({ message: '“1” is no quantity.', remedy: 'Write it as 10Gi.' });
});

test('a name given twice is refused rather than guessed', () => {
  expect(() => parseAssignments(['A=1', 'A=2'])).toThrow(/twice/);
});

test('names like those of objects are ordinary names', () => {
  expect(parseAssignments(['constructor=1', '__proto__x=2'])).toEqual({ constructor: '1', __proto__x: '2' });
});

test('a .env file is read as its parser reads it', () => {
  const text = '\uFEFF# comment\n\nA=1\nexport B = two words # comment\nC="line one\nline two # no comment"\nD=\'$not "expanded"\'\nE=\nF=a#b\nG: yaml\nH="say \\"hi\\""\r\nI=`tick`\n';
  expect(readEnvFile(text, '.env')).toEqual({ A: '1', B: 'two words', C: 'line one\nline two # no comment', D: '$not "expanded"', E: '', F: 'a', G: 'yaml', H: 'say \\"hi\\"', I: 'tick' });
});

test('every line of a .env file that is wrong is named, and nothing is imported', () => {
  const text = 'A=1\nthis is no line\n2B=x\nA=2\nC="never closed\nD=4';
  try {
    readEnvFile(text, 'prod.env');
    expect.unreachable();
  } catch (error) {
    expect(error).toMatchObject({
      message: 'prod.env has 4 errors; nothing was imported.',
      lines: ['line 2: not NAME=VALUE: this is no l…', 'line 3: “2B” is no name: letters, digits and underscores, not starting with a digit', 'line 4: A was set in line 1 already', 'line 5: C: the quote " is not closed'],
      exitCode: 2,
    });
  }
});

test('errors of a .env file do not show secrets', () => {
  expect(() => readEnvFile('sk_live_abcdefghijklmnop', '.env')).toThrow(expect.objectContaining({ lines: ['line 1: not NAME=VALUE: sk_live_abcd…'] }));
});

test.each([['90d', '2027-02-19T00:00:00.000Z'], ['12h', '2026-11-21T12:00:00.000Z'], ['2w', '2026-12-05T00:00:00.000Z'], ['2027-01-31', '2027-01-31T00:00:00.000Z']])('%s is a time', (text, time) => {
  expect(parseExpiry(text, new Date('2026-11-21T00:00:00Z'))).toBe(time);
});

test.each(['tomorrow', '5', '0d', '2020-01-01', '2027-99-99'])('%s is no time to come', (text) => {
  expect(() => parseExpiry(text, new Date('2026-11-21T00:00:00Z'))).toThrow(expect.objectContaining({ exitCode: 2 }));
});

test('a release may be written with or without its v', () => {
  expect([parseRelease('v5'), parseRelease('12')]).toEqual([5, 12]);
  for (const wrong of ['v0', '5.1', 'latest', '-1', 'v']) expect(() => parseRelease(wrong)).toThrow(expect.objectContaining({ exitCode: 2 }));
});
