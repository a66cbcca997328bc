import type { ProblemCode, Role } from '@berth/domain';
import { z } from 'zod';
import { strict } from './strict.js';

/** Who may call: anybody, anybody logged in, a member of the tenant in the path with at least this role, or an operator. */
export type Access = 'public' | 'user' | 'operator' | { tenant: Role };

/** One operation of the API. The API mounts it, OpenAPI is generated from it. */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `BERTH_URL`, with `{name}` for parameters. */
  path: string;
  tag: string;
  summary: string;
  description?: string;
  access: Access;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** The kinds of a body that is not JSON, such as `application/gzip`. */
  bodyTypes?: readonly string[];
  /** Status of success, and what it carries; null for no content. */
  status: 101 | 200 | 201 | 202 | 204;
  response: z.ZodType | null;
  /** A response that is not JSON: `text/event-stream` for server-sent events, whose data is `response`. */
  responseType?: string;
  /** Codes beyond those that every route of its kind can give. */
  errors?: readonly ProblemCode[];
}

/** A route that was given no query takes none: an empty one refuses every parameter. */
const none = z.strictObject({});

/** One route with its literal types. Its query and body refuse what they do not name, at every depth. */
export const route = <const R extends Route>(definition: R): R => ({
  ...definition,
  query: definition.query ? strict(definition.query) : none,
  ...(definition.body && { body: strict(definition.body) }),
});
