import type { processSchema } from '@berth/contract';
import { scaleBesideVolumes, scaleInShare, sizeInShare, unscaled, type Observed, type PreviewShare, type ProcessSettings, type Scale } from '@berth/domain';
import type { z } from 'zod';

export type ProcessView = z.input<typeof processSchema>;

/** Replicas of a process: what somebody scaled it to, else what its release says; in a preview within its share, and one at most beside a volume. */
export const scaleOf = (process: Pick<ProcessSettings, 'name' | 'kind' | 'scale' | 'volumes'>, scale: Record<string, Scale>, share: PreviewShare | null): Scale => scaleInShare(scaleBesideVolumes(scale[process.name] ?? unscaled(process), process), share);

/** What of each process the files of a release's source set, by process; `r` is the release. */
export const fromSourceColumn = `r.settings -> 'fromSource' AS "fromSource"`;
export type FromSource = Record<string, string[]> | null;

/** A release's processes beside what was seen of them. */
export function processViews(processes: ProcessSettings[], scale: Record<string, Scale>, observed: Observed | null, share: PreviewShare | null, fromSource: FromSource): ProcessView[] {
  return processes.map((process) => {
    const seen = observed?.processes.find(({ name }) => name === process.name);
    const wanted = scaleOf(process, scale, share);
    return { name: process.name, kind: process.kind, scale: wanted, ready: seen?.ready ?? 0, desired: seen?.desired ?? wanted.min, command: process.command, size: sizeInShare(process.size, share), fromSource: saidOf(process, fromSource), pods: seen?.pods ?? [] };
  });
}

/** Settings that somebody wrote down: every process of a source has a kind, and a worker no port. */
const saidOf = ({ name, kind }: ProcessSettings, fromSource: FromSource): string[] => (fromSource?.[name] ?? []).filter((setting) => setting !== 'kind' && !(setting === 'port' && kind === 'worker'));
