import { expect, test } from 'vitest';
import { parsePeriod, shownPeriod } from './period.js';
import { settingsOf } from './settings-flags.js';

test('periods', () => {
  expect(['60s', '90m', '12h', '7d', '2w'].map(parsePeriod)).toEqual([60, 5400, 43_200, 604_800, 1_209_600]);
  expect([60, 61, 5400, 43_200, 604_800].map(shownPeriod)).toEqual(['1 min', '61 s', '90 min', '12 h', '7 d']);
  for (const text of ['', '7', 'd', '7 d', '-1d', '1.5h']) expect(() => parsePeriod(text), text).toThrow('is no period');
});

test('only what is named is changed; secrets are none, all, or names', () => {
  expect(settingsOf({})).toEqual({});
  expect(settingsOf({ secrets: 'none' })).toEqual({ secrets: 'none', secretNames: [] });
  expect(settingsOf({ secrets: 'API_KEY, MAIL' })).toEqual({ secrets: 'named', secretNames: ['API_KEY', 'MAIL'] });
  expect(() => settingsOf({ secrets: 'A-B' })).toThrow('is no name of a secret');
  expect(settingsOf({ branches: 'feature/*,fix/**', ttl: '1d', most: 2 })).toEqual({ branches: ['feature/*', 'fix/**'], ttlSeconds: 86_400, most: 2 });
});
