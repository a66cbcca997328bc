import type { AppEnvironment, Release } from '../api/types.ts';
import { rolloutThere } from '../releases/rollout-there.ts';

/** The release that a promotion makes of `source` in `target`, where `present` is live: its own image and settings, the place's config, and what `source` leaves open as it is. */
export function asPromoted(source: Release, present: Release, target: Pick<AppEnvironment, 'preview' | 'rollout'>): Release {
  const here = new Map(present.processes.map((process) => [process.name, process]));
  return { ...source, configVersion: present.configVersion, rollout: rolloutThere(source, present, target), processes: source.processes.map((process) => ({ ...here.get(process.name), ...process })) };
}
