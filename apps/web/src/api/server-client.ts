import { createApiClient, type ApiClient } from '@berth/contract/client';
import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import { env } from '../env.ts';
import { ApiProblem, unwrap } from './problem.ts';

/** The API with the caller's cookie. One per request. */
export const serverApi = cache(async (): Promise<ApiClient> => {
  const incoming = await headers();
  const forwarded: Record<string, string> = { cookie: incoming.get('cookie') ?? '' };
  const agent = incoming.get('user-agent');
  if (agent) forwarded['user-agent'] = agent;
  return createApiClient({ baseUrl: env().API_INTERNAL_URL, headers: forwarded, cache: 'no-store', signal: AbortSignal.timeout(10_000) });
});

/**
 * Runs a server component's query. No session leads to the login and back; an absent or foreign object to the one
 * page for both. Every other problem goes to the caller.
 */
export async function orElsewhere<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) redirect(`/login?next=${encodeURIComponent((await headers()).get('x-path') ?? '/')}`);
    if (error instanceof ApiProblem && (error.status === 404 || error.status === 422)) notFound();
    throw error;
  }
}

/** Who asks, asked once per request. Throws the API's refusal when there is no session. */
export const askWhoIsThere = cache(async () => unwrap((await serverApi()).GET('/v1/me')));

/** Who asks. Without a session: to the login. */
export const currentUser = cache(async () => orElsewhere(askWhoIsThere()));
