import type { Route } from '@berth/contract';
import { unstorablePaths } from '@berth/domain';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { fieldWords } from './field-words.js';
import { invalidInput, type Refusal } from './invalid-input.js';
import { knownFields, nearest } from './known-fields.js';

type Part = 'params' | 'query' | 'body';

/** A route without a body takes none, or an empty object. */
const noBody = z.strictObject({}).optional();

const pointer = (part: Part, path: readonly PropertyKey[]): string => ['', part, ...path.map((key) => String(key).replaceAll('~', '~0').replaceAll('/', '~1'))].join('/');

function refusalsOf(part: Part, schema: z.ZodType, issue: z.core.$ZodIssue): Refusal[] {
  if (issue.code !== 'unrecognized_keys') return [{ path: pointer(part, issue.path), words: issue.message }];
  const known = knownFields(schema, issue.path);
  const noun = part === 'query' ? 'parameter' : 'field';
  return issue.keys.map((key) => {
    const near = nearest(key, known);
    const path = pointer(part, [...issue.path, key]);
    if (near === undefined) return { path, words: `is not a known ${noun}` };
    return { path, words: `is not a known ${noun}; did you mean ${near}?`, remedy: `Write ${near} instead of ${key}.` };
  });
}

/** The request's parts as the contract types them; what it does not name is refused. Throws invalid-input with every field that was refused. */
export function parseInput(route: Route, request: Pick<FastifyRequest, 'params' | 'query' | 'body'>): { params: unknown; query: unknown; body: unknown } {
  const refusals: Refusal[] = [];
  const read = (part: Part, schema: z.ZodType | undefined, value: unknown): unknown => {
    if (!schema) return undefined;
    const result = schema.safeParse(value, { error: fieldWords });
    if (!result.success) refusals.push(...result.error.issues.flatMap((issue) => refusalsOf(part, schema, issue)));
    else for (const path of unstorablePaths(result.data)) refusals.push({ path: pointer(part, path), words: 'must not contain NUL or half a surrogate pair' });
    return result.data;
  };
  const parsed = {
    params: read('params', route.params, request.params),
    query: read('query', route.query, request.query),
    body: read('body', route.bodyTypes ? undefined : (route.body ?? noBody), request.body),
  };
  if (refusals.length > 0) throw invalidInput(refusals);
  return parsed;
}
