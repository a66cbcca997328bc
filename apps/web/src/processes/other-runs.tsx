import type { EnvironmentKey } from '../api/types.ts';
import { CronList } from '../cron/cron-list.tsx';
import { RunList } from '../runs/run-list.tsx';

/** What runs beside the processes: by the clock, and once. */
export function OtherRuns({ place }: { place: EnvironmentKey }) {
  return (
    <>
      <CronList place={place} />
      <RunList place={place} />
    </>
  );
}
