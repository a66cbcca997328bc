import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

interface Entry {
  optionalDependencies?: Record<string, string>;
}

test('the lockfile names every optional package, so that npm ci takes it on a fresh clone (npm run lockfile adds what is missing)', () => {
  const { packages } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package-lock.json'), 'utf8')) as { packages: Record<string, Entry> };
  const named = new Set(Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)));
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) => Object.keys(optionalDependencies).flatMap((name) => (named.has(name) ? [] : [`${path}: ${name}`])));
  expect(missing).toEqual([]);
});

test('the lockfile names no registry', () => {
  expect(readFileSync(join(import.meta.dirname, '../../package-lock.json'), 'utf8')).not.toMatch(/"resolved": "https?:/);
});
