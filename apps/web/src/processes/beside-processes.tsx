import type { EnvironmentKey } from '../api/types.ts';
import { CronList } from '../cron/cron-list.tsx';
import { RunList } from '../runs/run-list.tsx';
import { VolumeList } from '../volumes/volume-list.tsx';

/** What processes keep, and what runs beside them: by the clock, and once. */
export function BesideProcesses({ place }: { place: EnvironmentKey }) {
  return (
    <>
      <VolumeList place={place} />
      <CronList place={place} />
      <RunList place={place} />
    </>
  );
}
