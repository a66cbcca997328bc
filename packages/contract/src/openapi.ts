import { problems, type ProblemCode } from '@berth/domain';
import { z } from 'zod';
import type { Route } from './route.js';
import { routes } from './routes.js';
import { problemSchema } from './schemas.js';

type Json = Record<string, unknown>;

/** Every write of a caller who is known; without one, nobody could be told from another. */
const takesKey = (route: Route): boolean => route.method !== 'GET' && route.access !== 'public';

/** Codes that follow from a route's kind, added to those that it names. */
function errorsOf(route: Route): ProblemCode[] {
  const codes = new Set<ProblemCode>(['internal', 'bad-request']);
  if (route.access !== 'public') codes.add('unauthenticated').add('token-expired');
  if (route.access === 'operator') codes.add('not-found');
  if (typeof route.access === 'object') codes.add('not-found').add('role-missing');
  if (route.params || route.query || route.body) codes.add('invalid-input');
  if (route.body) codes.add('payload-too-large').add('unsupported-media-type');
  codes.add('cross-site');
  if (takesKey(route)) codes.add('idempotency-conflict');
  for (const code of route.errors ?? []) codes.add(code);
  return [...codes];
}

function problemResponses(route: Route): Json {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of errorsOf(route)) {
    const { status } = problems[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].sort(([a], [b]) => a - b).map(([status, codes]) => [
      status,
      {
        description: codes.map((code) => `\`${code}\`: ${problems[code].title}.`).join(' '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );
}

/** The OpenAPI 3.1 description of every route, with all fields, bounds, formats and errors. */
export function openApiDocument(): Json {
  const schemas: Record<string, Json> = {};
  const toSchema = (schema: z.ZodType, io: 'input' | 'output'): Json => {
    const { $schema: _dialect, $defs, ...json } = z.toJSONSchema(schema, {
      io,
      target: 'draft-2020-12',
      reused: 'inline',
      unrepresentable: 'any',
    }) as Json & { $defs?: Record<string, Json> };
    for (const [name, definition] of Object.entries($defs ?? {})) schemas[name] = moved(definition);
    return named(moved(json));
  };
  const moved = (json: Json): Json => JSON.parse(JSON.stringify(json).replaceAll('#/$defs/', '#/components/schemas/')) as Json;
  const named = (json: Json): Json => {
    const { id: name, ...rest } = json as { id?: string };
    if (typeof name !== 'string' || !('type' in rest || 'properties' in rest)) return json;
    schemas[name] = rest;
    return { $ref: `#/components/schemas/${name}` };
  };
  const parameters = (route: Route) =>
    (['path', 'query'] as const).flatMap((where) => {
      const object = where === 'path' ? route.params : route.query;
      if (!object) return [];
      const json = toSchema(object, 'input') as { properties?: Record<string, Json>; required?: string[] };
      return Object.entries(json.properties ?? {}).map(([name, schema]) => ({ name, in: where, required: where === 'path' || (json.required ?? []).includes(name), schema }));
    });
  const paths: Record<string, Json> = {};
  for (const [operationId, route] of Object.entries(routes) as [string, Route][]) {
    const success = route.response
      ? { description: 'Success.', content: { [route.responseType ?? 'application/json']: { schema: toSchema(route.response, 'output') } } }
      : { description: 'Done.' };
    paths[route.path] = {
      ...paths[route.path],
      [route.method.toLowerCase()]: {
        operationId,
        tags: [route.tag],
        summary: route.summary,
        ...(route.description && { description: route.description }),
        security: route.access === 'public' ? [] : [{ token: [] }, { session: [] }],
        'x-berth-access': route.access,
        parameters: [
          ...parameters(route),
          ...(takesKey(route) ? [{ name: 'Idempotency-Key', in: 'header', required: false, description: 'The same request with the same key within a day is done once and gives the first answer again.', schema: { type: 'string', minLength: 1, maxLength: 128 } }] : []),
        ],
        ...(route.body && { requestBody: { required: true, content: { 'application/json': { schema: toSchema(route.body, 'input') } } } }),
        ...(route.bodyTypes && { requestBody: { required: true, content: Object.fromEntries(route.bodyTypes.map((type) => [type, { schema: { type: 'string', format: 'binary' } }])) } }),
        responses: { [route.status]: success, ...problemResponses(route) },
      },
    };
  }
  toSchema(problemSchema, 'output');
  return {
    openapi: '3.1.0',
    info: { title: 'Berth', version: '1', description: 'Deploy apps, set budgets, automate everything. Errors are RFC 9457 problem documents with a stable `code` and a `remedy`.' },
    servers: [{ url: '/api' }],
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'An API token.' },
        session: { type: 'apiKey', in: 'cookie', name: '__Host-berth_session' },
      },
      schemas: Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => a.localeCompare(b))),
    },
  };
}
