import { api } from '../api/browser-client.ts';
import { unwrap } from '../api/problem.ts';

/** Ends the session; the login comes even when the API does not answer. */
export async function logOut(): Promise<void> {
  try {
    await unwrap(api.POST('/v1/logout'));
  } finally {
    location.assign('/login');
  }
}
