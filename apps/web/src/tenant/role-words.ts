import type { Role } from '@berth/domain';

/** What each role may do, in words. */
export const roleWords: Record<Role, string> = {
  viewer: 'sees apps, logs and usage',
  developer: 'also deploys, configures and scales',
  admin: 'also manages members and deletes apps',
  owner: 'everything of the tenant',
};
