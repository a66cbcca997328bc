import { formatMemory, parseMemory } from '../resources.js';
import type { RolloutSettings } from '../rollout-strategy.js';
import { hasVolumes, volumeProblems, volumeSchema, type Volume } from '../volumes.js';
import type { BerthFile } from './berth-file.js';
import type { FileProblem, Path } from './read-berth-file.js';
import type { SourceProcess } from './source-settings.js';

type Volumes = NonNullable<NonNullable<NonNullable<BerthFile['processes']>[string]>['volumes']>;

/** Where generated images have the app and what it needs. */
const ofGeneratedImages = ['/app', '/opt', '/opt/venv'];

export const volumesOfFile = (volumes: Volumes): Volume[] => volumes.map(({ name, path, size }) => ({ name, path, sizeBytes: parseMemory(size) }));

/** What is wrong with the volumes of berth.yaml and with what stands beside them, each with its place. */
export function volumeFileProblems(processes: readonly SourceProcess[], rollout: RolloutSettings | null, ownImage: boolean, problemAt: (path: Path, message: string) => FileProblem): FileProblem[] {
  const problems = volumeProblems(processes).map(({ process, index, key, message }) => problemAt(['processes', process, 'volumes', index, key], message));
  for (const { name, kind, scale, volumes = [] } of processes.filter(hasVolumes)) {
    for (const [index, { path, sizeBytes }] of volumes.entries()) {
      if (!ownImage && ofGeneratedImages.includes(path)) problems.push(problemAt(['processes', name, 'volumes', index, 'path'], `the app itself is in ${path}: choose a folder of its own, such as /data`));
      const size = volumeSchema.shape.sizeBytes.safeParse(sizeBytes);
      if (!size.success) problems.push(problemAt(['processes', name, 'volumes', index, 'size'], `\`size\` ${size.error.issues[0]!.message}`));
    }
    if (scale && scale.min !== scale.max) problems.push(problemAt(['processes', name, 'replicas'], 'a process with a volume has one pod: it neither scales by itself nor sleeps'));
    else if (scale && scale.max > 1) problems.push(problemAt(['processes', name, 'replicas'], 'a process with a volume has one pod at most'));
    if (kind === 'web' && rollout && rollout.strategy !== 'rolling') problems.push(problemAt(['rollout'], `${name} has a volume, which two versions cannot have at once: \`${rollout.strategy}\` is not possible`));
  }
  return problems;
}

/** `volume data of 1024Mi at /data`. */
export const volumeSentence = ({ name, path, sizeBytes }: Volume): string => `volume ${name} of ${formatMemory(sizeBytes)} at ${path}`;
