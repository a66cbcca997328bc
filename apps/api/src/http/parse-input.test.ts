import { routes, type Route } from '@berth/contract';
import type { Problem } from '@berth/domain';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { fieldWords } from './field-words.js';
import { parseInput } from './parse-input.js';

/** What a schema says of a value, in the words that callers read. */
const words = (schema: z.ZodType, value: unknown) => schema.safeParse(value, { error: fieldWords }).error!.issues.map(({ message }) => message)[0];

/** Every code that zod 4 gives, so that none of its own words reach a caller. */
const cases: Record<z.core.$ZodIssue['code'], [z.ZodType, unknown, string][]> = {
  invalid_type: [
    [z.string(), undefined, 'is missing'],
    [z.string(), 7, 'must be text'],
    [z.string(), null, 'must be text, not null'],
    [z.string(), ['a', 'b'], 'must be text, not a list'],
    [z.number(), '7', 'must be a number'],
    [z.coerce.number(), 'x', 'must be a number'],
    [z.number().int(), 1.5, 'must be a whole number'],
    [z.boolean(), 'yes', 'must be true or false'],
    [z.array(z.string()), {}, 'must be a list'],
    [z.object({}), 'x', 'must be an object'],
    [z.record(z.string(), z.string()), 1, 'must be an object'],
    [z.never(), 1, 'must be left out'],
  ],
  invalid_value: [
    [z.enum(['viewer', 'owner']), 'god', 'must be one of viewer, owner'],
    [z.enum(['viewer', 'owner']), undefined, 'is missing'],
    [z.literal('tcp'), 'udp', 'must be tcp'],
    [z.stringbool({ truthy: ['true'], falsy: ['false'] }), 'maybe', 'must be one of true, false'],
  ],
  too_big: [
    [z.number().max(100), 101, 'must be at most 100'],
    [z.number().lt(100), 100, 'must be less than 100'],
    [z.number().int(), 2 ** 60, `must be at most ${Number.MAX_SAFE_INTEGER}`],
    [z.string().max(3), 'four', 'must have at most 3 characters'],
    [z.string().length(1), 'xx', 'must have exactly 1 character'],
    [z.array(z.string()).max(1), ['a', 'b'], 'must have at most 1 item'],
  ],
  too_small: [
    [z.number().min(1), 0, 'must be at least 1'],
    [z.number().gt(0), 0, 'must be more than 0'],
    [z.string().min(12), 'short', 'must have at least 12 characters'],
    [z.array(z.string()).min(2), [], 'must have at least 2 items'],
    [z.date().min(new Date(0)), new Date(-1), 'must be at least 1970-01-01T00:00:00.000Z'],
  ],
  not_multiple_of: [[z.number().multipleOf(5), 7, 'must be a multiple of 5']],
  invalid_format: [
    [z.email(), 'ada', 'must be an e-mail address such as ada@example.com'],
    [z.uuid(), 'x', 'must be an id (a UUID)'],
    [z.iso.datetime(), 'soon', 'must be a time in UTC such as 2026-01-31T12:00:00Z (RFC 3339)'],
    [z.url(), 'x', 'must be a URL such as https://example.com'],
    [z.string().startsWith('/'), 'x', 'must start with /'],
    [z.string().endsWith('/'), 'x', 'must end with /'],
    [z.string().includes('/'), 'x', 'must contain /'],
    [z.string().regex(/^a$/), 'x', 'is not written as it must be'],
    [z.string().regex(/^a$/, 'must be a'), 'x', 'must be a'],
  ],
  unrecognized_keys: [[z.strictObject({}), { a: 1, b: 2 }, 'has fields that are not known: a, b']],
  invalid_union: [
    [z.union([z.string(), z.number()]), true, 'has none of the forms that are accepted'],
    [z.discriminatedUnion('type', [z.object({ type: z.literal('tcp') }), z.object({ type: z.literal('http') })]), { type: 'udp' }, 'must be one of tcp, http'],
  ],
  invalid_key: [[z.record(z.string().regex(/^[A-Z]+$/, 'must have capital letters'), z.string()), { a: '' }, 'must have capital letters']],
  invalid_element: [[z.map(z.object({}), z.number()), new Map([[{}, 'x']]), 'has an entry that must be a number']],
  custom: [
    [z.string().refine(() => false), 'x', 'is not accepted'],
    [z.string().refine(() => false, 'must not contain NUL'), 'x', 'must not contain NUL'],
  ],
};

describe.each(Object.entries(cases))('%s', (_code, list) => {
  test.each(list)('%# is said plainly', (schema, value, said) => {
    expect(words(schema, value)).toBe(said);
  });
});

function refused(route: Route, request: { params?: unknown; query?: unknown; body?: unknown }): Problem {
  try {
    parseInput(route, { params: {}, query: {}, body: undefined, ...request } as Parameters<typeof parseInput>[1]);
  } catch (problem) {
    return problem as Problem;
  }
  throw new Error('was accepted');
}

test('a field that is not known is refused with its place and the name that was meant', () => {
  const { params } = { params: { tenant: 'acme', app: 'shop', environment: 'production' } };
  const problem = refused(routes.createDeployment, { params, body: { imgae: 'nginx', processes: [{ name: 'web', size: { cpu: 1 }, prot: 80 }] } });
  expect(problem).toMatchObject({ code: 'invalid-input', remedy: 'Write port instead of prot.' });
  expect(problem.errors).toEqual([
    { path: '/body/processes/0/size/cpuRequestMillicores', message: 'processes[0].size.cpuRequestMillicores is missing.' },
    { path: '/body/processes/0/size/memoryRequestBytes', message: 'processes[0].size.memoryRequestBytes is missing.' },
    { path: '/body/processes/0/size/memoryLimitBytes', message: 'processes[0].size.memoryLimitBytes is missing.' },
    { path: '/body/processes/0/size/cpu', message: 'processes[0].size.cpu is not a known field.' },
    { path: '/body/processes/0/prot', message: 'processes[0].prot is not a known field; did you mean port?' },
    { path: '/body/imgae', message: 'imgae is not a known field; did you mean image?' },
  ]);
  expect(problem.message).toBe('processes[0].size.cpuRequestMillicores is missing. 5 more fields are refused.');
});

test('a parameter that is not known is refused, where a route has parameters and where it has none', () => {
  expect(refused(routes.listTokens, { query: { limti: '5' } }).errors).toEqual([{ path: '/query/limti', message: 'limti is not a known parameter; did you mean limit?' }]);
  expect(refused(routes.getMe, { query: { verbose: '1' } }).errors).toEqual([{ path: '/query/verbose', message: 'verbose is not a known parameter.' }]);
});

test('a route without a body takes none or an empty one', () => {
  const restart = { params: { tenant: 'acme', app: 'shop', environment: 'production' } };
  expect(refused(routes.restart, { ...restart, body: { force: true } }).errors).toEqual([{ path: '/body/force', message: 'force is not a known field.' }]);
  for (const body of [undefined, {}]) expect(parseInput(routes.restart, { ...restart, query: {}, body })).toMatchObject({ params: restart.params });
});

test('a body of the wrong kind is named as the body', () => {
  expect(refused(routes.createToken, { body: undefined }).errors).toEqual([{ path: '/body', message: 'The body is missing.' }]);
  expect(refused(routes.createToken, { body: [] }).errors).toEqual([{ path: '/body', message: 'The body must be an object, not a list.' }]);
});

test('names of a map that are not accepted say which and why', () => {
  const params = { tenant: 'acme', app: 'shop', environment: 'production' };
  expect(refused(routes.changeConfig, { params, body: { set: { '1A': 'x' } } }).errors).toEqual([{ path: '/body/set/1A', message: 'set.1A must have letters, digits and underscores, and not start with a digit.' }]);
});

test('no route takes a body or query with fields that it does not name', () => {
  for (const [name, route] of Object.entries(routes) as [string, Route][]) {
    expect(route.query?._zod.def.catchall?._zod.def.type, name).toBe('never');
    if (route.body) expect((route.body._zod.def as { catchall?: { _zod: { def: { type: string } } } }).catchall?._zod.def.type, name).toBe('never');
  }
});
