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

/** Formats of JSON Schema 2020-12 (validation, section 7.3) and of the OpenAPI format registry that we use. */
const formats = new Set(['binary', 'date-time', 'email', 'uri', 'uuid']);
const nodes = (value: unknown): Record<string, unknown>[] => (typeof value === 'object' && value !== null ? [...(Array.isArray(value) ? [] : [value as Record<string, unknown>]), ...Object.values(value).flatMap(nodes)] : []);

test('every format is a registered one', () => {
  const unknown = nodes(openApiDocument()).filter(({ format }) => typeof format === 'string' && !formats.has(format));
  expect(unknown).toEqual([]);
});

test('every object in a request body says that it takes no other fields', () => {
  const document = openApiDocument() as { paths: Record<string, Record<string, { requestBody?: unknown }>>; components: { schemas: Record<string, unknown> } };
  const resolved = (value: unknown): unknown[] => nodes(value).flatMap((node) => (typeof node['$ref'] === 'string' ? resolved(document.components.schemas[node['$ref'].split('/').at(-1)!]) : [node]));
  const bodies = Object.values(document.paths).flatMap((methods) => Object.values(methods).map(({ requestBody }) => requestBody));
  const open = resolved(bodies).filter((node) => (node as { type?: unknown; properties?: unknown }).properties && (node as { type?: unknown }).type === 'object' && (node as { additionalProperties?: unknown }).additionalProperties !== false);
  expect(open).toEqual([]);
});

test('every parameter in a path is described', () => {
  for (const [name, route] of Object.entries(routes) as [string, Route][]) {
    const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    expect(Object.keys(route.params?.shape ?? {}), name).toEqual(inPath);
  }
});
