/** Weakest first. A viewer reads, a developer deploys and configures, an admin manages members, an owner everything of the tenant. */
export const roles = ['viewer', 'developer', 'admin', 'owner'] as const;
export type Role = (typeof roles)[number];
