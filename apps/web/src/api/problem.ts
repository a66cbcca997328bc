import type { Problem } from './types.ts';

/** What the API answered instead of what was asked: the problem document as an error. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  constructor(
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(problem.detail);
  }
}

/** Any thrown value as a problem to show. A call without an answer says that running apps are not affected. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ApiProblem) return error.problem;
  return {
    type: 'urn:berth:problem:unavailable',
    title: 'The API does not answer',
    status: 503,
    detail: 'The API does not answer.',
    code: 'unavailable',
    remedy: 'Running apps are not affected. Try again in a moment.',
    instance: '',
  };
}

/** The data of an openapi-fetch answer, or its problem thrown. */
export async function unwrap<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call;
  if (response.ok) return data as T;
  if (isProblem(error)) throw new ApiProblem(response.status, error);
  throw new ApiProblem(response.status, { ...problemOf(null), status: response.status, detail: `The API answered ${response.status} without an explanation.` });
}

/** What the API says about the field at a JSON pointer of the request, or about a part of it; null when it says nothing. */
export function errorAt(error: unknown, pointer: string): string | null {
  if (!(error instanceof ApiProblem)) return null;
  return error.problem.errors?.find(({ path }) => path === pointer || path.startsWith(`${pointer}/`))?.message ?? null;
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'code' in value && 'detail' in value;
}
