import type { components } from '@berth/contract/client';

/** `v7 live`, `v6`, or `v5 never live` for one that no deployment brought so far. An API that is older than this command does not say. */
export const releaseName = ({ version, live, wasLive }: Pick<components['schemas']['Release'], 'version' | 'live' | 'wasLive'>): string => `v${version}${live ? ' live' : wasLive === false ? ' never live' : ''}`;
