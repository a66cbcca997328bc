import { z } from 'zod';
import { cronEntrySchema } from '../cron/cron-entry.js';
import { processSettingsSchema, releaseCommandSchema } from '../process-settings.js';
import { rolloutSchema } from '../rollout-strategy.js';
import { configName } from '../slug.js';

/** What the files of a source (berth.yaml, Procfile, what was detected) ask for; stored with the source. */
export const sourceSettingsSchema = z.object({
  /** Every process by what is said of it; the rest is as it was, or the default. */
  processes: z.array(processSettingsSchema.partial().required({ name: true, kind: true })),
  /** True when these are all processes: one that is not among them goes. */
  complete: z.boolean(),
  release: releaseCommandSchema.nullable(),
  /** null: they do not say. */
  rollout: rolloutSchema.nullable().default(null),
  /** Commands that run by the clock; all of them. */
  cron: z.array(cronEntrySchema).default([]),
  /** Own domains that the environment production is to have. */
  domains: z.array(z.string()).default([]),
  /** Names that must be configured. */
  requires: z.array(configName),
  /** What the files say, a sentence each. */
  said: z.array(z.string()),
});
export type SourceSettings = z.infer<typeof sourceSettingsSchema>;
export type SourceProcess = SourceSettings['processes'][number];
