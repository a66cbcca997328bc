import type { Tx } from '@berth/db';
import { Problem, releaseSettingsSchema, type CronEntry } from '@berth/domain';
import type { LockedEnvironment } from '../apps/environment-key.js';

/** The cron process of that name in what the environment should run. Throws no-release, or not-found. */
export async function cronEntryOf(tx: Tx, { targetReleaseId, liveReleaseId }: LockedEnvironment, name: string): Promise<CronEntry> {
  const id = targetReleaseId ?? liveReleaseId;
  if (id === null) throw new Problem('no-release');
  const { settings } = await tx.release.findUniqueOrThrow({ where: { id }, select: { settings: true } });
  const { cron } = releaseSettingsSchema.parse(settings);
  const entry = cron.find((one) => one.name === name);
  if (!entry) throw new Problem('not-found', cron.length === 0 ? 'What runs here has no cron process.' : `There is no cron process ${name} here. There are: ${cron.map((one) => one.name).join(', ')}.`, { remedy: 'Name one that is in berth.yaml, and deployed.' });
  return entry;
}
