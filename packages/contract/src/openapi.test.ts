import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openApiDocument } from './openapi.js';
import { routes } from './routes.js';
import type { Route } from './route.js';

test('the committed openapi.json is what the routes say (run `node generate.mjs` in packages/contract)', () => {
  const committed = JSON.parse(readFileSync(new URL('../openapi.json', import.meta.url), 'utf8')) as unknown;
  expect(committed).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
});

test('every route with a tenant in its path asks for a role in that tenant or for the operator', () => {
  const open = (Object.entries(routes) as [string, Route][]).filter(([, route]) => route.path.includes('{tenant}') && route.access !== 'operator' && typeof route.access !== 'object');
  expect(open.map(([name]) => name)).toEqual([]);
});

test('every parameter in a path is described', () => {
  for (const [name, route] of Object.entries(routes) as [string, Route][]) {
    const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    expect(Object.keys(route.params?.shape ?? {}), name).toEqual(inPath);
  }
});
