import { z } from 'zod';
import { sizeSchema } from '../process-settings.js';
import { processName } from '../slug.js';

/** What happens when a run is due while the one before still runs: it is left out, takes its place, or runs beside it. */
export const cronConcurrencies = ['forbid', 'replace', 'allow'] as const;

/** Cron processes that an environment may have. */
export const mostCronProcesses = 20;

/** A command that runs by the clock; stored in the release, immutable there. */
export const cronEntrySchema = z.object({
  name: processName,
  schedule: z.string().max(200).describe('Five fields as in crontab, or a nickname such as @daily.'),
  timeZone: z.string().max(100).describe('Of the IANA database.'),
  command: z.array(z.string().max(4096)).max(64).nullable().describe('argv; null runs what the image says.'),
  timeoutSeconds: z.number().int().min(1).max(86_400).describe('How long a run may take, all its tries together.'),
  concurrency: z.enum(cronConcurrencies).describe('What happens when a run is due while the one before still runs.'),
  retries: z.number().int().min(0).max(10).describe('How often a run that fails is tried again.'),
  size: sizeSchema,
});
export type CronEntry = z.infer<typeof cronEntrySchema>;

/** `queued` was asked for by hand and waits for the cluster; the last three are final. `stopped` ended before it had done its work, and not by a fault of its own. */
export const cronRunStates = ['queued', 'running', 'succeeded', 'failed', 'stopped'] as const;
export type CronRunState = (typeof cronRunStates)[number];
export const finalCronRunStates = ['succeeded', 'failed', 'stopped'] as const satisfies readonly CronRunState[];

/** What began a run: the clock, or somebody. */
export const cronTriggers = ['schedule', 'manual'] as const;
