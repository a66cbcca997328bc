import type { AppEnvironment, Release } from '../api/types.ts';

/**
 * How the release takes over that is made of `source` where `present` is live: as the berth.yaml of `source` says, else
 * as the place is set now, whatever another place or time was set to. A preview is always rolling, so nothing changes.
 */
export function rolloutThere(source: Release, present: Release, { preview, rollout }: Pick<AppEnvironment, 'preview' | 'rollout'>): Release['rollout'] {
  if (preview) return present.rollout;
  return source.rolloutFrom === 'berth.yaml' ? source.rollout : (rollout?.setting ?? { strategy: 'rolling' });
}
