import type { processSchema } from '@berth/contract';
import { unscaled, type Observed, type ProcessSettings, type Scale } from '@berth/domain';
import type { z } from 'zod';

export type ProcessView = z.input<typeof processSchema>;

/** Replicas of a process: what somebody scaled it to, else what its release says. */
export const scaleOf = (process: Pick<ProcessSettings, 'name' | 'kind' | 'scale'>, scale: Record<string, Scale>): Scale => scale[process.name] ?? unscaled(process);

/** A release's processes beside what was seen of them. */
export function processViews(processes: ProcessSettings[], scale: Record<string, Scale>, observed: Observed | null): ProcessView[] {
  return processes.map((process) => {
    const seen = observed?.processes.find(({ name }) => name === process.name);
    const wanted = scaleOf(process, scale);
    return { name: process.name, kind: process.kind, scale: wanted, ready: seen?.ready ?? 0, desired: seen?.desired ?? wanted.min, command: process.command, size: process.size, pods: seen?.pods ?? [] };
  });
}
