import { z } from 'zod';
import type { Scale } from './process-settings.js';

/** Volumes of one process at most. */
export const mostVolumes = 3;
const leastBytes = 16 * 2 ** 20;

/** A volume's name: part of the name of its claim, and what `berth volumes` calls it. */
export const volumeName = z.string().max(20, 'must have at most 20 characters').regex(/^[a-z]([a-z0-9-]*[a-z0-9])?$/, 'must have lower-case letters, digits and inner hyphens, and start with a letter');

/** What the image and the cluster put there themselves; with `/`, what lies below is theirs as well. */
const takenPaths = ['/', '/bin', '/boot', '/dev/', '/etc', '/lib', '/lib64', '/proc/', '/root', '/run', '/run/secrets/', '/sbin', '/sys/', '/usr', '/usr/bin', '/usr/lib', '/usr/local', '/usr/local/bin', '/usr/sbin', '/var', '/var/run', '/var/run/secrets/'];
const isTaken = (path: string): boolean => takenPaths.some((taken) => (taken.endsWith('/') ? `${path}/`.startsWith(taken) && (taken !== '/' || path === '/') : path === taken));

/** Where a volume is mounted: an absolute path in its plainest form. */
export const volumePath = z
  .string()
  .max(200)
  .regex(/^\/(?:[\w.@+-]+(?:\/[\w.@+-]+)*)?$/, 'must be an absolute path such as /data, without a slash at its end')
  .refine((path) => !path.split('/').some((part) => part === '.' || part === '..'), 'a volume’s path has no . or .. in it')
  .refine((path) => !isTaken(path), 'a volume cannot be there, where the image or the cluster has its own: choose another folder, such as /data');

export const volumeSchema = z.object({
  name: volumeName,
  path: volumePath.describe('Where the process finds it.'),
  sizeBytes: z.number().int().min(leastBytes, 'must be 16Mi or more').max(2 ** 50),
});
export type Volume = z.infer<typeof volumeSchema>;

interface WithVolumes {
  volumes?: readonly Volume[] | undefined;
}

/** Whether only one pod of a process can run at a time, since it has what no second one may have beside it. */
export const hasVolumes = ({ volumes }: WithVolumes): boolean => volumes !== undefined && volumes.length > 0;

/** A scale as a process with a volume can have it: one pod, or none. */
export const scaleBesideVolumes = (scale: Scale, process: WithVolumes): Scale => (hasVolumes(process) && (scale.max > 1 || scale.min !== scale.max) ? { min: 1, max: 1 } : scale);

export interface VolumeProblem {
  process: string;
  /** Place among the process's volumes. */
  index: number;
  key: 'name' | 'path';
  message: string;
}

/** What no schema of one volume sees: names and paths that meet. */
export function volumeProblems(processes: readonly (WithVolumes & { name: string })[]): VolumeProblem[] {
  const owners = new Map<string, string>();
  return processes.flatMap(({ name: process, volumes = [] }) =>
    volumes.flatMap((volume, index): VolumeProblem[] => {
      const found: VolumeProblem[] = [];
      const earlier = volumes.slice(0, index);
      const owner = owners.get(volume.name);
      if (owner !== undefined) found.push({ process, index, key: 'name', message: owner === process ? `two volumes are called ${volume.name}` : `${volume.name} is a volume of ${owner} already: two processes cannot share one` });
      owners.set(volume.name, owner ?? process);
      const other = earlier.find(({ path }) => `${path}/`.startsWith(`${volume.path}/`) || `${volume.path}/`.startsWith(`${path}/`));
      if (other) found.push({ process, index, key: 'path', message: `${volume.path} and ${other.path} lie in one another` });
      return found;
    }),
  );
}

export const volumeStates = ['pending', 'bound', 'unused', 'deleting'] as const;
export type VolumeState = (typeof volumeStates)[number];
