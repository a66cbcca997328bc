import { roles, type Role } from '@berth/domain';

/** The lesser of a member's role and a token's limit; null is no limit. */
export function strictest(role: Role, limit: Role | null): Role {
  return limit !== null && roles.indexOf(limit) < roles.indexOf(role) ? limit : role;
}
