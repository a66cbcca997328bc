import { expect, test } from 'vitest';
import { sourceRoot, watchedPath, watchedPaths } from './source-root.js';

test.each([['services/api', 'services/api'], ['./services//api/', 'services/api'], ['.', ''], ['', ''], ['a b', 'a b']])('the root %j is %j', (given, kept) => {
  expect(sourceRoot.parse(given)).toBe(kept);
});

test.each(['/etc', '../x', 'a/../b', 'a\nb', 'a\\b', 'x'.repeat(300)])('%j is no root', (given) => {
  expect(sourceRoot.safeParse(given).success).toBe(false);
});

test.each([['packages/**', true], ['!docs/**', true], ['*.go', true], [':(top)x', true], ['', false], ['!', false], ['/x', false], ['!/x', false], ['../x', false], ['a\0', false]])('whether %j can be watched: %s', (given, fits) => {
  expect(watchedPath.safeParse(given).success).toBe(fits);
});

test('the root is always watched; without one, nothing named means everything', () => {
  expect(watchedPaths({ root: 'api', watch: ['lib/**', '!api/docs/**'] })).toEqual(['api', 'lib/**', '!api/docs/**']);
  expect(watchedPaths({ root: '', watch: ['!docs/**'] })).toEqual(['!docs/**']);
  expect(watchedPaths({ root: '', watch: [] })).toEqual([]);
});
