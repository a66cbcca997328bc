import { Problem } from '@berth/domain';
import type { MockHandlers } from './handler-types.ts';

/** The mock's apps have no volumes. */
export const volumeHandlers: Pick<MockHandlers, 'listVolumes' | 'deleteVolume'> = {
  listVolumes: ({ db, user, params }) => {
    db.environment(user, params.tenant, params.app, params.environment);
    return { items: [] };
  },
  deleteVolume: () => {
    throw new Problem('not-found');
  },
};
