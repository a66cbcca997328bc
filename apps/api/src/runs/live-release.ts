import type { Tx } from '@berth/db';
import { Problem, processSettingsSchema, type ProcessSettings } from '@berth/domain';
import { z } from 'zod';
import { noneNamed } from '../http/not-found.js';

export interface LiveRelease {
  id: string;
  processes: ProcessSettings[];
}

/** What serves now. Throws no-release where nothing does. */
export async function liveRelease(tx: Tx, environment: { liveReleaseId: string | null }): Promise<LiveRelease> {
  if (environment.liveReleaseId === null) throw new Problem('no-release');
  const row = await tx.release.findUniqueOrThrow({ where: { id: environment.liveReleaseId }, select: { id: true, processes: true } });
  return { id: row.id, processes: z.array(processSettingsSchema).parse(row.processes) };
}

/** The process that is named; without a name `web`, or the first. Throws not-found for a name that no process has. */
export function processOf({ processes }: LiveRelease, name: string | undefined): ProcessSettings {
  const process = name === undefined ? (processes.find((one) => one.name === 'web') ?? processes[0]) : processes.find((one) => one.name === name);
  if (!process) throw noneNamed('process', name ?? 'web', processes);
  return process;
}
