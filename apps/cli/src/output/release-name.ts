import type { components } from '@berth/contract/client';

/**
 * `v7 live`, `v6`, `v5 never live` for one that no deployment brought so far, `v4 failed live` for one that failed after
 * it went live. An API that is older than this command does not say.
 */
export function releaseName({ version, live, wasLive, watch }: Pick<components['schemas']['Release'], 'version' | 'live' | 'wasLive' | 'watch'>): string {
  if (watch === 'failed') return `v${version} failed live`;
  return `v${version}${live ? ' live' : wasLive === false ? ' never live' : ''}`;
}
