import { Problem } from '@berth/domain';
import type { MockHandlers } from './handler-types.ts';

type Names = 'connectRepository' | 'getRepository' | 'changeRepository' | 'rotateRepositorySecret' | 'disconnectRepository' | 'listRepositoryDeliveries' | 'redeliver';

const none = (): never => {
  throw new Problem('not-found');
};

/** No app of the stand-in is connected to a repository. */
export const repositoryHandlers: Pick<MockHandlers, Names> = { connectRepository: none, getRepository: none, changeRepository: none, rotateRepositorySecret: none, disconnectRepository: none, listRepositoryDeliveries: none, redeliver: none };
