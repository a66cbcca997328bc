import type { AppEnvironment, Release } from '../api/types.ts';

/** The release that a promotion makes of `source` in `target`, where `present` is live: its own image and settings, the place's config, and what `source` leaves open as it is. */
export function asPromoted(source: Release, present: Release, target: Pick<AppEnvironment, 'preview' | 'rollout'>): Release {
  const here = new Map(present.processes.map((process) => [process.name, process]));
  return { ...source, configVersion: present.configVersion, rollout: rolloutThere(source, present, target), processes: source.processes.map((process) => ({ ...here.get(process.name), ...process })) };
}

/** As the source's berth.yaml says, else as the place is set, which the place of the source has no part in; a preview is always rolling, so nothing changes. */
function rolloutThere(source: Release, present: Release, { preview, rollout }: Pick<AppEnvironment, 'preview' | 'rollout'>): Release['rollout'] {
  if (preview) return present.rollout;
  return source.rolloutFrom === 'berth.yaml' ? source.rollout : (rollout?.setting ?? { strategy: 'rolling' });
}
