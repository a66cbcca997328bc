import type { Route } from '@berth/contract';
import { Problem, type FieldError } from '@berth/domain';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';

const pointer = (part: string, path: readonly PropertyKey[]): string =>
  ['', part, ...path.map((key) => String(key).replaceAll('~', '~0').replaceAll('/', '~1'))].join('/');

const maxErrors = 50;

/** Where a text holds U+0000, which no column can keep. */
function pathsWithNul(value: unknown, path: string[]): string[][] {
  if (typeof value === 'string') return value.includes('\0') ? [path] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => pathsWithNul(inner, [...path, key]));
}

/** The request's parts as the contract types them. Throws invalid-input with every field that was refused. */
export function parseInput(route: Route, request: FastifyRequest): { params: unknown; query: unknown; body: unknown } {
  const errors: FieldError[] = [];
  const read = (part: 'params' | 'query' | 'body', schema: z.ZodType | undefined, value: unknown): unknown => {
    if (!schema) return undefined;
    const result = schema.safeParse(value);
    if (result.success) {
      for (const path of pathsWithNul(result.data, [])) errors.push({ path: pointer(part, path), message: 'must not contain NUL' });
      return result.data;
    }
    for (const issue of result.error.issues) errors.push({ path: pointer(part, issue.path), message: issue.message });
    return undefined;
  };
  const parsed = {
    params: read('params', route.params, request.params),
    query: read('query', route.query, request.query),
    body: read('body', route.body, request.body),
  };
  if (errors.length === 0) return parsed;
  const first = errors[0]!;
  throw new Problem('invalid-input', `${first.path}: ${first.message}${errors.length > 1 ? `, and ${errors.length - 1} more` : ''}.`, { errors: errors.slice(0, maxErrors) });
}
