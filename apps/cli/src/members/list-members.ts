import { usageFailure } from '../cli-failure.js';
import type { Api } from '../http/api.js';
import { readPages } from '../http/read-pages.js';

/** Members of a tenant. */
export const listMembers = (api: Api, tenant: string) => readPages((query) => api.ask((client) => client.GET('/v1/tenants/{tenant}/members', { params: { path: { tenant }, query } })));

/** The member with this address. Throws when there is none. */
export async function findMember(api: Api, tenant: string, email: string) {
  const member = (await listMembers(api, tenant)).find((each) => each.email.toLowerCase() === email.toLowerCase());
  if (member) return member;
  throw usageFailure(`${email} is no member of tenant ${tenant}.`, '`berth members list` shows them all.');
}
