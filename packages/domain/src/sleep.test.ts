import { expect, test } from 'vitest';
import { isAsleep } from './sleep.js';

test.each([
  [0, 3, 0, true],
  [0, 3, 1, false],
  [1, 3, 0, false],
  [2, 2, 0, false],
  [0, 0, 0, false],
])('a scale of %i to %i with %i wanted is asleep: %s', (min, max, desired, asleep) => expect(isAsleep({ scale: { min, max }, desired })).toBe(asleep));
