import { formatMemory, hasVolumes, type ProcessSettings, type RolloutSettings } from '@berth/domain';
import type { QuotaUse } from '@berth/k8s-adapter';

export interface KnownVolume {
  name: string;
  process: string;
  /** 0 while the cluster has none of it. */
  sizeBytes: bigint;
  deletedAt: Date | null;
}

export interface VolumesRefusal {
  class: 'quota' | 'settings-refused';
  message: string;
  remedy: string;
}

export interface VolumesQuestion {
  processes: readonly Pick<ProcessSettings, 'name' | 'volumes'>[];
  known: readonly KnownVolume[];
  /** Whether the sizes are what somebody asks for now; what goes back or is the same again keeps a larger volume as it is. */
  asked: boolean;
  /** Names of volumes that the cluster does not let grow. */
  cannotGrow: ReadonlySet<string>;
  use: Pick<QuotaUse, 'storageBytes'> | null;
}

/** Storage that volumes take beyond what they have, and what the budget has left; null where nothing is added. Pure. */
export function storageOf({ processes, known, use }: Pick<VolumesQuestion, 'processes' | 'known' | 'use'>): { more: number; free: number | null } | null {
  const volumes = processes.flatMap((process) => process.volumes ?? []);
  const more = volumes.reduce((sum, { name, sizeBytes }) => sum + Math.max(0, sizeBytes - Number(known.find((row) => row.name === name)?.sizeBytes ?? 0)), 0);
  const budget = use?.storageBytes ?? null;
  return more === 0 ? null : { more, free: budget && Math.max(0, budget.hard - budget.used) };
}

/** Why a release cannot have the volumes that it names; null when it can. Pure. */
export function volumesRefusal(question: VolumesQuestion): VolumesRefusal | null {
  const { processes, known, asked, cannotGrow, use } = question;
  const refused = (message: string, remedy: string): VolumesRefusal => ({ class: 'settings-refused', message, remedy });
  for (const { name: process, volumes = [] } of processes) {
    for (const { name, sizeBytes } of volumes) {
      const row = known.find((one) => one.name === name);
      if (!row) continue;
      const has = formatMemory(Number(row.sizeBytes));
      if (row.deletedAt !== null) return refused(`Volume ${name} is being deleted.`, 'Deploy again in a moment, or give the volume another name.');
      if (row.process !== process) return refused(`Volume ${name} is that of process ${row.process}: ${process} cannot have it.`, `Give the volume of ${process} another name.`);
      if (row.sizeBytes === 0n) continue;
      if (asked && sizeBytes < row.sizeBytes) return refused(`Volume ${name} has ${has}: it cannot become smaller (${formatMemory(sizeBytes)}).`, `Write \`size: ${has}\` in berth.yaml, or make a new volume under another name.`);
      if (cannotGrow.has(name)) return refused(`Volume ${name} has ${has}: this cluster’s storage does not let it grow to ${formatMemory(sizeBytes)}.`, `Write \`size: ${has}\` in berth.yaml, or make a larger volume under another name and copy what is on this one.`);
    }
  }
  const storage = storageOf(question);
  if (!storage || storage.free === null || storage.more <= storage.free) return null;
  return { class: 'quota', message: `Its volumes need ${formatMemory(storage.more)} of storage more, and the budget of ${formatMemory(use!.storageBytes!.hard)} has ${formatMemory(storage.free)} left.`, remedy: 'Make them smaller, delete a volume that is not used (`berth volumes`), or ask the operator for a larger budget.' };
}

/** How processes with volumes are replaced, and that the strategy asked for is none for them; null where there are none. Pure. */
export function describeReplacement(processes: readonly Pick<ProcessSettings, 'name' | 'kind' | 'volumes'>[], { strategy }: RolloutSettings): string | null {
  const held = processes.filter(hasVolumes);
  if (held.length === 0) return null;
  const web = held.some(({ kind }) => kind === 'web');
  const names = held.map(({ name }) => name).join(' and ');
  return `${names}: the old pod ends before the new one starts, since two cannot have one volume${web ? '; for some seconds nothing answers' : ''}${web && strategy !== 'rolling' ? `, and ${strategy} is not possible` : ''}`;
}
