import type { Tx } from '@berth/db';
import { Problem, releaseSettingsSchema, type CronEntry } from '@berth/domain';
import type { LockedEnvironment } from '../apps/environment-key.js';
import { noneNamed } from '../http/not-found.js';

/** The cron process of that name in what the environment should run. Throws no-release, or not-found. */
export async function cronEntryOf(tx: Tx, { targetReleaseId, liveReleaseId }: LockedEnvironment, name: string): Promise<CronEntry> {
  const id = targetReleaseId ?? liveReleaseId;
  if (id === null) throw new Problem('no-release');
  const { settings } = await tx.release.findUniqueOrThrow({ where: { id }, select: { settings: true } });
  const { cron } = releaseSettingsSchema.parse(settings);
  const entry = cron.find((one) => one.name === name);
  if (!entry) throw noneNamed('cron process', name, cron);
  return entry;
}
