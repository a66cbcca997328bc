import { Problem } from '@berth/domain';
import type { MockHandlers } from './handler-types.ts';
import type { Speed } from './simulate.ts';

/** Volumes; one that is not used is gone a step after it was asked for. */
export const volumeHandlers = (speed: Speed): Pick<MockHandlers, 'listVolumes' | 'deleteVolume'> => ({
  listVolumes: ({ db, user, params }) => ({ items: db.environment(user, params.tenant, params.app, params.environment).volumes }),
  deleteVolume: ({ db, user, params }) => {
    const app = db.environment(user, params.tenant, params.app, params.environment);
    const volume = app.volumes.find(({ name }) => name === params.volume);
    if (!volume) throw new Problem('not-found');
    if (volume.path !== null) throw new Problem('volume-in-use', `Process ${volume.process} uses volume ${volume.name}.`);
    setTimeout(() => {
      app.volumes = app.volumes.filter((each) => each !== volume);
      db.emit(params.tenant, 'volume.deleted', app, { volume: volume.name });
    }, speed.step).unref();
    return Object.assign(volume, { state: 'deleting' as const });
  },
});
