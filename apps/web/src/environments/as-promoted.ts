import type { Release } from '../api/types.ts';

/** The release that a promotion makes of `source` where `present` is live: its own image and settings, the place's config, and what `source` leaves open as it is. */
export function asPromoted(source: Release, present: Release): Release {
  const here = new Map(present.processes.map((process) => [process.name, process]));
  return { ...source, configVersion: present.configVersion, processes: source.processes.map((process) => ({ ...here.get(process.name), ...process })) };
}
