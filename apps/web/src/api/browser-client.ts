import { createApiClient } from '@berth/contract/client';

/** The API on this origin; the browser sends the session cookie by itself. Each write carries its own idempotency key. */
export const api = createApiClient({ baseUrl: '/api', credentials: 'same-origin' });

api.use({
  onRequest({ request }) {
    if (request.method !== 'GET') request.headers.set('idempotency-key', crypto.randomUUID());
    return request;
  },
  onResponse({ request, response }) {
    if (response.status === 401 && !request.url.endsWith('/v1/login')) {
      location.assign(`/login?next=${encodeURIComponent(location.pathname + location.search)}`);
    }
  },
});
