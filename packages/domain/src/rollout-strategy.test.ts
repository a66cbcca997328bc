import { expect, test } from 'vitest';
import { defaultRollouts, describeRollout, formatSeconds } from './describe-rollout.js';
import { rolloutSchema } from './rollout-strategy.js';

test.each(Object.values(defaultRollouts))('the default of $strategy is valid', (rollout) => expect(rolloutSchema.parse(rollout)).toEqual(rollout));

test('weights that go down are refused', () => {
  expect(rolloutSchema.safeParse({ strategy: 'canary', steps: [{ weight: 50, seconds: 1 }, { weight: 10, seconds: 1 }], gates: {} }).success).toBe(false);
});

test('a strategy is told in a few words', () => {
  expect(describeRollout({ strategy: 'canary', steps: [{ weight: 10, seconds: 120 }, { weight: 50, seconds: 80 }], gates: { errorPercent: 1, latencyP95Ms: 800 } })).toBe('canary: 10 % for 2 m, 50 % for 1 m 20 s; errors at most 1 %, p95 at most 800 ms');
  expect(describeRollout(defaultRollouts['blue-green'])).toBe('blue-green: switched by itself, the version before kept for 5 m');
});

test.each([[0, '0 s'], [45, '45 s'], [80, '1 m 20 s'], [3600, '1 h'], [3961, '1 h 6 m']])('%d seconds are %s', (seconds, text) => expect(formatSeconds(seconds)).toBe(text));
