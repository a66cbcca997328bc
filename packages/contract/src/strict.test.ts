import { expect, test } from 'vitest';
import { z } from 'zod';
import { strict } from './strict.js';

const pathsOf = (schema: z.ZodType, value: unknown) => schema.safeParse(value).error?.issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key].join('.')) : [`${issue.code} ${issue.path.join('.')}`]));

test('objects refuse what they do not name, however deep they lie', () => {
  const schema = strict(
    z.object({
      plain: z.object({ a: z.string() }).optional(),
      list: z.array(z.object({ a: z.string() })).default([]),
      map: z.record(z.string(), z.object({ a: z.string() })).optional(),
      either: z.discriminatedUnion('type', [z.object({ type: z.literal('x') }), z.object({ type: z.literal('y'), a: z.string().nullable() })]).nullable(),
      refined: z.object({ a: z.number() }).refine(({ a }) => a > 0, 'must be positive').optional(),
    }),
  );
  expect(schema.parse({ either: null })).toEqual({ list: [], either: null });
  expect(pathsOf(schema, { either: { type: 'x', b: 1 }, b: 1, plain: { a: '', b: 1 }, list: [{ a: '', b: 1 }], map: { k: { a: '', b: 1 } } })?.sort()).toEqual(['b', 'either.b', 'list.0.b', 'map.k.b', 'plain.b']);
  expect(pathsOf(schema, { either: null, refined: { a: 0 } })).toEqual(['custom refined']);
});

test('an object that says itself what it takes keeps its word, and the first schema is not changed', () => {
  const open = z.object({ a: z.string() });
  expect(strict(z.looseObject({ a: z.string() })).parse({ a: '', b: 1 })).toEqual({ a: '', b: 1 });
  strict(open);
  expect(open.parse({ a: '', b: 1 })).toEqual({ a: '' });
});

test('its description and name stay', () => {
  const schema = strict(z.object({ a: z.string().describe('A.') }).describe('All.').meta({ id: 'StrictTest' }));
  expect(schema.meta()).toEqual({ description: 'All.', id: 'StrictTest' });
  expect(schema.shape.a.description).toBe('A.');
});

test('a schema that cannot be closed is refused at once', () => {
  expect(() => strict(z.intersection(z.object({}), z.object({})))).toThrow('intersection');
});
